// "/" leads to the search box from anywhere but a field; on a phone the menu opens first.
//   [data-shortcut]         an input that the key of this name leads to
(function () {
  "use strict";

  var typing = "input, textarea, select, [contenteditable], dialog[open] *";

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.matches && event.target.matches(typing)) return;
    var box = Array.prototype.find.call(document.querySelectorAll("[data-shortcut]"), function (one) {
      return one.getAttribute("data-shortcut") === event.key;
    });
    if (!box) return;
    var menu = box.closest(".site-menu");
    if (menu && !box.offsetParent) document.querySelector("[data-menu-button]").click();
    event.preventDefault();
    box.focus();
    box.select();
  });
})();
