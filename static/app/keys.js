// Keys for those who know their way. Never while something is being typed, and never over an open dialog.
//   [data-go=LETTER]   where "g" and then the letter lead; the help lists them
//   [data-new]         what "n" presses; a measure that has the focus comes first
//   [data-keys]        opens the help, as "?" does
(function () {
  "use strict";

  var help = document.getElementById("keys");
  var WAIT = 1500; // milliseconds between "g" and its letter
  var SEARCH = "#search";
  var going = 0;
  if (!help || !help.showModal) return;

  function search() {
    var field = Array.from(document.querySelectorAll("input[type=search], main input[name=q]"))
      .find(function (one) { return one.offsetParent; });
    if (field) field.focus();
    return field;
  }

  function press(node) {
    if (node) node.click();
    return node;
  }

  function log() {
    var measure = document.activeElement.closest(".measure");
    return press(measure && measure.querySelector(".btn-log") || document.querySelector("[data-new]"));
  }

  function show() {
    var list = help.querySelector("dl");
    list.querySelectorAll("[data-led]").forEach(function (old) { old.remove(); });
    document.querySelectorAll("[data-go]").forEach(function (link) {
      var term = document.createElement("dt");
      var words = document.createElement("dd");
      ["g", link.dataset.go].forEach(function (key) {
        var cap = document.createElement("kbd");
        cap.textContent = key;
        term.append(cap, " ");
      });
      words.textContent = link.textContent.trim();
      [term, words].forEach(function (node) {
        node.dataset.led = "";
        list.append(node);
      });
    });
    help.showModal();
  }

  function typing(node) {
    return node.closest("input:not([type=checkbox], [type=radio], [type=range]), textarea, select, [contenteditable]");
  }

  document.addEventListener("keydown", function (event) {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (typing(event.target) || document.querySelector("dialog[open]:not(.dialog-here)")) return;
    var led = Date.now() - going < WAIT && document.querySelector('[data-go="' + CSS.escape(event.key) + '"]');
    going = 0;
    var done = true;
    if (led) led.click();
    else if (event.key === "g") going = Date.now();
    else if (event.key === "n") done = log();
    else if (event.key === "/" || event.key === "、") done = search() || (location.href = "/" + SEARCH);
    else if (event.key === "?" || event.key === "？") show();
    else done = false;
    if (done) event.preventDefault();
  });

  document.querySelectorAll("[data-keys]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      var menu = button.closest("details.menu");
      if (menu) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
      show();
    });
  });
  help.querySelector("[data-close]").addEventListener("click", function () { help.close(); });

  if (location.hash === SEARCH) search();
})();
