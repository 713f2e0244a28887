// What the pages cannot do without a script, and no more: every page also works when this file does not load.
//   [data-menu-button]      folds the main menu on a phone (aria-controls names the menu)
//   details.menu            a drop-down menu; closes on Escape and on a click elsewhere
//   textarea                grows with its text
//   form                    its button rests after the first click, so nothing is sent twice
//   [data-slider-of]        a slider that follows the number field it names, and leads it
//   [data-side-of]          the choice between two versions of a field; theirs hides one's own
//   .error-summary          takes the focus when a form comes back
(function () {
  "use strict";

  function foldMenu(button) {
    var menu = document.getElementById(button.getAttribute("aria-controls"));
    if (!menu) return;
    button.hidden = false;
    button.addEventListener("click", function () {
      var open = button.getAttribute("aria-expanded") !== "true";
      button.setAttribute("aria-expanded", String(open));
      menu.classList.toggle("is-open", open);
    });
  }

  function closeMenus(except) {
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      if (menu !== except) menu.open = false;
    });
  }

  function grow(area) {
    var line = parseFloat(getComputedStyle(area).lineHeight) || 24;
    var padding = area.offsetHeight - area.clientHeight;
    area.style.height = "auto";
    area.style.height = Math.max(area.scrollHeight + padding, line * area.rows) + "px";
  }

  function rest(form, submitter) {
    if (form.dataset.sent) return false;
    form.dataset.sent = "1";
    var button = submitter || form.querySelector("[type=submit], button:not([type])");
    // Disabled only after the browser has read the form: a disabled button does not send its own value.
    setTimeout(function () {
      if (button) button.setAttribute("aria-disabled", "true");
      form.classList.add("is-sending");
    }, 0);
    // If nothing comes back (the network broke, the loading was stopped) the words typed must not be locked in.
    setTimeout(wake, 30000);
    return true;
  }

  function wakeOne(form) {
    delete form.dataset.sent;
    form.classList.remove("is-sending");
    form.querySelectorAll("[aria-disabled]").forEach(function (button) {
      button.removeAttribute("aria-disabled");
    });
  }

  function wake() {
    document.querySelectorAll("form[data-sent]").forEach(wakeOne);
  }

  function slide(slider) {
    var number = document.getElementById(slider.getAttribute("data-slider-of"));
    if (!number) return;
    var line = document.createElement("div");
    line.className = "percent-line";
    number.parentNode.insertBefore(line, number);
    line.append(slider, number);
    slider.value = number.value || 0;
    slider.hidden = false;
    slider.addEventListener("input", function () { number.value = slider.value; });
    number.addEventListener("input", function () { slider.value = number.value || 0; });
  }

  function suit(part) {
    part.querySelectorAll("[data-slider-of]").forEach(slide);
    part.querySelectorAll("textarea").forEach(grow);
  }

  document.querySelectorAll("[data-menu-button]").forEach(foldMenu);
  suit(document);

  var themeButton = document.querySelector("[data-theme-switch]");
  if (themeButton && window.themeSwitch) {
    themeButton.hidden = false;
    themeButton.addEventListener("click", window.themeSwitch.toggle);
    window.themeSwitch.apply();
  }

  document.addEventListener("input", function (event) {
    if (event.target.matches("textarea")) grow(event.target);
  });

  // Where two people wrote the same field, one's own is shown as long as it is the one that stays.
  document.addEventListener("change", function (event) {
    var side = event.target.closest("[data-side-of]");
    var field = side && document.getElementById("div_" + side.getAttribute("data-side-of"));
    if (field) field.hidden = side.value === "theirs";
  });

  document.addEventListener("submit", function (event) {
    var form = event.target;
    // A search or a filter is a GET, and a second one does no harm; nor does a download.
    if (form.method.toLowerCase() !== "post" || form.hasAttribute("data-repeatable")) return;
    if (!rest(form, event.submitter)) event.preventDefault();
  });

  // A form that opens inside <details> shows its text areas only then: their height was zero before.
  document.addEventListener("toggle", function (event) {
    if (event.target.open) event.target.querySelectorAll("textarea").forEach(grow);
  }, true);

  document.addEventListener("click", function (event) {
    closeMenus(event.target.closest ? event.target.closest("details.menu") : null);
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    var menu = document.activeElement && document.activeElement.closest("details.menu[open]");
    closeMenus(null);
    if (menu) menu.querySelector("summary").focus();
  });

  window.addEventListener("pageshow", wake);

  // What htmx brings later is treated like what was there from the start.
  document.addEventListener("htmx:load", function (event) {
    if (event.detail.elt !== document.body) suit(event.detail.elt.parentElement || event.detail.elt);
  });
  document.addEventListener("htmx:afterRequest", function (event) {
    if (event.detail.elt.matches("form[data-sent]")) wakeOne(event.detail.elt);
  });

  var summary = document.querySelector(".error-summary");
  if (summary) summary.focus();
})();
