// Lines that can be dragged into another order: [data-order=ADDRESS] [data-seen=KEYS] holds them, each with [data-key] and a
// handle .grip, whose buttons do the same without a mouse (templates/branches/partials/desk_grip.html).
(function () {
  "use strict";

  if (!window.Sortable || !window.dialogs) return;

  function keys(list) {
    return Array.from(list.children).map(function (line) { return line.dataset.key; }).filter(Boolean).join(",");
  }

  function suit() {
    document.querySelectorAll("[data-order]").forEach(function (list) {
      if (Sortable.get(list)) return;
      Sortable.create(list, {
        handle: ".grip > summary",
        draggable: "[data-key]",
        animation: 120,
        delay: 120,
        delayOnTouchOnly: true,
        onEnd: function (event) {
          event.item.querySelectorAll("details.grip[open]").forEach(function (menu) { menu.open = false; });
          if (keys(list) === list.dataset.seen) return;
          window.dialogs.post(list.dataset.order, { seen: list.dataset.seen, order: keys(list) },
            event.item.querySelector(".grip > summary"));
        },
      });
    });
  }

  suit();
  document.addEventListener("renewed", suit);
})();
