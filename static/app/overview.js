// The overview and the wall: what they cannot do without a script.
//   [data-print]         opens the printer's window
//   [data-full-screen]   fills the screen; Escape leads back
//   #overview            after a drill the heading takes the focus, so that a reader hears where he is
(function () {
  "use strict";

  function show() {
    document.querySelectorAll("[data-print]").forEach(function (button) { button.hidden = false; });
    document.querySelectorAll("[data-full-screen]").forEach(function (button) {
      button.hidden = !document.fullscreenEnabled || Boolean(document.fullscreenElement);
    });
  }

  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-print]")) window.print();
    if (event.target.closest("[data-full-screen]")) document.documentElement.requestFullscreen();
  });
  document.addEventListener("fullscreenchange", show);
  document.addEventListener("htmx:afterSettle", function (event) {
    show();
    if (event.target.id === "overview") event.target.querySelector("h1").focus({ preventScroll: true });
  });
  show();
})();
