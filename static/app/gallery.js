// Pictures one after the other in a dialog: a[data-picture] opens it, the arrows lead on, Escape closes it, and the focus
// goes back to where it was. The pictures of one card belong together. Without this script each link shows its picture.
(function () {
  "use strict";

  var links = []; // the pictures of the open gallery
  var at = 0;

  function dialog() { return document.getElementById("gallery"); }
  function part(name) { return dialog().querySelector("[data-gallery-" + name + "]"); }

  function show(number) {
    at = (number + links.length) % links.length;
    var words = links[at].querySelector("img").alt;
    var image = part("image");
    image.src = links[at].href;
    image.alt = words;
    image.hidden = false;
    part("caption").textContent = words;
    part("count").textContent = at + 1 + " / " + links.length;
    part("whole").href = links[at].href;
    dialog().querySelectorAll("[data-gallery-go]").forEach(function (button) { button.hidden = links.length < 2; });
  }

  function open(link) {
    var around = link.closest(".measure, article, .evidence-page, main") || document;
    links = Array.from(around.querySelectorAll("a[data-picture]")).filter(function (one) {
      return one === link || one.offsetParent;
    });
    show(links.indexOf(link));
    dialog().showModal();
    part("close").focus();
  }

  function shut() {
    dialog().close();
  }

  document.addEventListener("click", function (event) {
    if (!event.target.closest || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    var link = event.target.closest("a[data-picture]");
    if (link && dialog() && dialog().showModal) {
      event.preventDefault();
      open(link);
    } else if (event.target.closest("[data-gallery-close]") || event.target === dialog()) {
      shut();
    } else if (event.target.closest("[data-gallery-go]")) {
      show(at + Number(event.target.closest("[data-gallery-go]").dataset.galleryGo));
    }
  });

  document.addEventListener("keydown", function (event) {
    if (!dialog() || !dialog().open) return;
    var to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: links.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    show(to);
  });

  // "close" does not bubble; it is heard on its way down.
  document.addEventListener("close", function (event) {
    if (event.target.id !== "gallery") return;
    var image = part("image");
    image.hidden = true;
    image.removeAttribute("src");
    if (links[at] && links[at].isConnected) links[at].focus();
  }, true);
})();
