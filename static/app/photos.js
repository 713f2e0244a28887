// Photos are made smaller before they travel: input[type=file][data-shrink]. Without this script they travel whole; what
// cannot be read as a picture (a PDF, a damaged file) is left as it is, and the server has the last word.
(function () {
  "use strict";

  var LONGEST = 2000; // pixels; fills an A4 page at 170 dots to the inch
  var WORTH = 600 * 1024; // bytes; smaller files are left alone

  function shrunk(file) {
    if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size < WORTH || !window.createImageBitmap) {
      return Promise.resolve(file);
    }
    return createImageBitmap(file, { imageOrientation: "from-image" }).then(function (bitmap) {
      var scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
      var canvas = document.createElement("canvas");
      canvas.width = Math.round(bitmap.width * scale);
      canvas.height = Math.round(bitmap.height * scale);
      canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      return new Promise(function (done) {
        canvas.toBlob(function (blob) {
          var smaller = blob && blob.size < file.size;
          var name = file.name.replace(/\.\w+$/, "") + ".jpg";
          done(smaller ? new File([blob], name, { type: "image/jpeg", lastModified: file.lastModified }) : file);
        }, "image/jpeg", 0.85);
      });
    }).catch(function () { return file; });
  }

  function shrinkAll(input) {
    var form = input.form;
    form.dataset.shrinking = "1";
    Promise.all(Array.prototype.map.call(input.files, shrunk)).then(function (files) {
      var kept = new DataTransfer();
      files.forEach(function (file) { kept.items.add(file); });
      input.files = kept.files;
    }).finally(function () {
      delete form.dataset.shrinking;
      if (form.dataset.wanted) {
        delete form.dataset.wanted;
        form.requestSubmit();
      }
    });
  }

  document.addEventListener("change", function (event) {
    if (event.target.matches("input[type=file][data-shrink]") && event.target.files.length) shrinkAll(event.target);
  });

  // Pressed while the photos are still being made smaller: sent as soon as they are.
  document.addEventListener("submit", function (event) {
    if (!event.target.dataset.shrinking) return;
    event.target.dataset.wanted = "1";
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
})();
