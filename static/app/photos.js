// Photos are made smaller before they travel, and what was chosen is listed, with a way to leave it out again.
//   [data-files]                    files_input.html: an input for files, one for the camera, the list
//   input[type=file][data-shrink]   its inputs; what they are given is kept in the first of them
// Without this script both inputs are sent as they are; what cannot be read as a picture (a PDF, a damaged file) is left
// as it is, and the server has the last word.
(function () {
  "use strict";

  var LONGEST = 2000; // pixels; fills an A4 page at 170 dots to the inch
  var WORTH = 600 * 1024; // bytes; smaller files are left alone
  var SMALL = 72; // pixels of a preview
  var kept = new WeakMap(); // box -> the files that were chosen so far

  function drawn(bitmap, width, height) {
    var canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(width));
    canvas.height = Math.max(1, Math.round(height));
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return canvas;
  }

  function read(file) {
    if (file.type.indexOf("image/") !== 0 || !window.createImageBitmap) return Promise.reject(new Error("not a picture"));
    return createImageBitmap(file, { imageOrientation: "from-image" });
  }

  function shrunk(file) {
    if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size < WORTH) return Promise.resolve(file);
    return read(file).then(function (bitmap) {
      var scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
      var canvas = drawn(bitmap, bitmap.width * scale, bitmap.height * scale);
      return new Promise(function (done) {
        canvas.toBlob(function (blob) {
          var smaller = blob && blob.size < file.size;
          var name = file.name.replace(/\.\w+$/, "") + ".jpg";
          done(smaller ? new File([blob], name, { type: "image/jpeg", lastModified: file.lastModified }) : file);
        }, "image/jpeg", 0.85);
      });
    }).catch(function () { return file; });
  }

  function sameFile(one, other) {
    return one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;
  }

  function inWords(bytes) {
    return bytes < 1024 * 1024 ? Math.ceil(bytes / 1024) + " KB" : (bytes / 1024 / 1024).toFixed(1) + " MB";
  }

  // The first input carries all of them, so that the form is whole also for a plain submit.
  function carry(box) {
    var all = new DataTransfer();
    kept.get(box).forEach(function (file) { all.items.add(file); });
    box.querySelectorAll("input[type=file]").forEach(function (input, number) {
      if (number) input.value = "";
      else input.files = all.files;
    });
  }

  function row(box, file) {
    var list = box.querySelector("[data-files-list]");
    var item = document.createElement("li");
    var name = document.createElement("span");
    var out = document.createElement("button");
    name.textContent = file.name + " · " + inWords(file.size);
    out.type = "button";
    out.className = "btn btn-bare btn-sm";
    out.textContent = list.dataset.remove;
    out.setAttribute("aria-label", list.dataset.remove + ": " + file.name);
    out.addEventListener("click", function () {
      kept.set(box, kept.get(box).filter(function (other) { return other !== file; }));
      show(box);
      (list.querySelector("button") || box.querySelector("input[type=file]")).focus();
    });
    item.append(name, out);
    read(file).then(function (bitmap) {
      var scale = SMALL / Math.max(bitmap.width, bitmap.height);
      item.prepend(drawn(bitmap, bitmap.width * scale, bitmap.height * scale));
    }).catch(function () { item.classList.add("is-plain"); });
    return item;
  }

  function show(box) {
    var list = box.querySelector("[data-files-list]");
    carry(box);
    list.replaceChildren.apply(list, kept.get(box).map(function (file) { return row(box, file); }));
    list.hidden = !kept.get(box).length;
  }

  function busy(box, form, is) {
    var note = box.querySelector("[data-files-busy]");
    note.textContent = is ? note.dataset.words : "";
    if (is) form.dataset.shrinking = "1";
    else delete form.dataset.shrinking;
  }

  function take(input) {
    var box = input.closest("[data-files]");
    var form = input.form;
    var before = kept.get(box) || [];
    busy(box, form, true);
    Promise.all(Array.prototype.map.call(input.files, function (file) {
      return before.indexOf(file) < 0 ? shrunk(file) : file;
    })).then(function (files) {
      files.forEach(function (file) {
        if (!before.some(sameFile.bind(null, file))) before = before.concat([file]);
      });
      kept.set(box, before);
      show(box);
    }).finally(function () {
      busy(box, form, false);
      if (form.dataset.wanted) {
        delete form.dataset.wanted;
        form.requestSubmit();
      }
    });
  }

  document.addEventListener("change", function (event) {
    if (!event.target.matches("[data-files] input[type=file]")) return;
    var box = event.target.closest("[data-files]");
    if (event.target.files.length) take(event.target);
    else if (kept.has(box)) show(box); // the choice was called off: what was chosen before stays
  });

  // Pressed while the photos are still being made smaller: sent as soon as they are.
  document.addEventListener("submit", function (event) {
    if (!event.target.dataset.shrinking) return;
    event.target.dataset.wanted = "1";
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
})();
