// Loaded in the head, before anything is painted, so that the page never flashes in the wrong theme.
// The choice made with the switch wins; without one the page follows the system.
(function () {
  "use strict";
  var root = document.documentElement;
  var system = window.matchMedia("(prefers-color-scheme: dark)");

  function stored() {
    try {
      return localStorage.getItem("theme");
    } catch (error) {
      return null;  // storage may be forbidden; the system's wish still holds
    }
  }

  function apply() {
    var choice = stored();
    var dark = choice === "dark" || (choice !== "light" && system.matches);
    root.setAttribute("data-bs-theme", dark ? "dark" : "light");
    var button = document.querySelector("[data-theme-switch]");
    if (button) button.setAttribute("aria-pressed", String(dark));
  }

  window.themeSwitch = {
    apply: apply,
    toggle: function () {
      var next = root.getAttribute("data-bs-theme") === "dark" ? "light" : "dark";
      try {
        localStorage.setItem("theme", next);
      } catch (error) {
        root.setAttribute("data-bs-theme", next);
        return;
      }
      apply();
    },
  };

  root.classList.add("js");
  apply();
  // Paper is white, whatever the screen.
  window.addEventListener("beforeprint", function () { root.setAttribute("data-bs-theme", "light"); });
  window.addEventListener("afterprint", apply);
  if (system.addEventListener) system.addEventListener("change", apply);
})();
