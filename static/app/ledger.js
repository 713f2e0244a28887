// The ledger's small comforts; the page works without them.
//   form[data-picking]      counts the rows ticked; its bar stays in sight while there are any
//   [data-pick-all]         ticks every row of the page
//   [data-print]            prints the page
(function () {
  "use strict";

  document.querySelectorAll("form[data-picking]").forEach(function (form) {
    var boxes = Array.prototype.slice.call(form.querySelectorAll("[name=pick]"));
    var all = form.querySelector("[data-pick-all]");
    var count = form.querySelector("[data-pick-count]");
    if (!boxes.length) return;

    function tell() {
      var picked = boxes.filter(function (box) { return box.checked; }).length;
      form.classList.toggle("has-picked", picked > 0);
      count.hidden = !picked;
      count.textContent = picked;
      all.checked = picked === boxes.length;
      all.indeterminate = picked > 0 && !all.checked;
    }

    all.hidden = false;
    all.addEventListener("change", function () {
      boxes.forEach(function (box) { box.checked = all.checked; });
      tell();
    });
    form.addEventListener("change", tell);
    window.addEventListener("pageshow", tell);
    tell();
  });

  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
})();
