/* Box and field find each other by anchors without this; it keeps both in view, and takes keys, hovering and sizes. */
(function () {
  'use strict';
  document.documentElement.classList.add('js');
  var all = function (selector, from) { return Array.prototype.slice.call((from || document).querySelectorAll(selector)); };
  var pane = document.querySelector('[data-pane]');
  var box = function (n) { return document.getElementById('b' + n); };
  var card = function (n) { return document.getElementById('f' + n); };
  var mark = function (n, name) {
    all('.' + name).forEach(function (old) { old.classList.remove(name); });
    if (n) { all('[data-n="' + n + '"]').forEach(function (part) { part.classList.add(name); }); }
  };
  var centre = function (target) {
    var inside = target.getBoundingClientRect(), around = pane.getBoundingClientRect();
    if (pane.scrollHeight <= pane.clientHeight + 1 && pane.scrollWidth <= pane.clientWidth + 1) { target.scrollIntoView({ block: 'nearest' }); return; }
    pane.scrollTo({
      top: pane.scrollTop + inside.top - around.top - Math.max(48, (pane.clientHeight - inside.height) / 2),
      left: pane.scrollLeft + inside.left - around.left - Math.max(12, (pane.clientWidth - inside.width) / 2)
    });
  };
  var note = function (id) { try { history.replaceState(null, '', '#' + id); } catch (refused) { return; } };
  var enter = function (target) {
    all('.box', target.closest('[data-boxes]')).forEach(function (other) { other.setAttribute('tabindex', other === target ? '0' : '-1'); });
  };
  var show = function (n, focused) {
    var target = box(n);
    mark(n, 'on');
    if (!target) { return; }
    enter(target);
    centre(target);
    if (focused) { target.focus({ preventScroll: true }); note('b' + n); }
  };
  var tell = function (n) {
    mark(n, 'on');
    var field = card(n), link = field.querySelector('a.to');
    field.scrollIntoView({ block: 'nearest' });
    (link || field).focus({ preventScroll: true });
    note('f' + n);
  };

  all('[data-boxes]').forEach(function (group) {
    var boxes = all('.box', group);
    boxes.forEach(function (one, place) {
      one.setAttribute('tabindex', place ? '-1' : '0');
      one.addEventListener('click', function (event) { event.preventDefault(); enter(one); tell(one.dataset.n); });
      one.addEventListener('keydown', function (event) {
        var step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
        var next = event.key === 'Home' ? boxes[0] : event.key === 'End' ? boxes[boxes.length - 1] : step && boxes[place + step];
        if (next && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); show(next.dataset.n, true); card(next.dataset.n).scrollIntoView({ block: 'nearest' }); }
      });
    });
  });
  all('.field').forEach(function (field) {
    field.addEventListener('click', function (event) {
      var link = event.target.closest('a');
      if (link && !link.classList.contains('to')) { return; }
      if (!link && String(getSelection()).length) { return; }
      if (link) { event.preventDefault(); }
      show(field.dataset.n, true);
    });
  });
  all('[data-n]').forEach(function (part) {
    part.addEventListener('mouseenter', function () { mark(part.dataset.n, 'near'); });
    part.addEventListener('mouseleave', function () { mark('', 'near'); });
  });

  all('[data-zoom]').forEach(function (group) {
    var sizes = [0.6, 1, 1.5, 2.2], at = 1;
    group.hidden = false;
    all('[data-step]', group).forEach(function (button) {
      button.addEventListener('click', function () {
        at = Math.min(sizes.length - 1, Math.max(0, at + Number(button.dataset.step)));
        all('.sheet').forEach(function (sheet) { sheet.style.setProperty('--step', sizes[at]); });
        var chosen = document.querySelector('.pane .on');
        if (chosen) { centre(chosen); }
      });
    });
  });
  all('[data-hint]').forEach(function (hint) { hint.hidden = false; });
  var arrive = function () {
    var found = /^#([bf])(\d+)$/.exec(location.hash);
    if (found && card(found[2])) { show(found[2], found[1] === 'b'); if (found[1] === 'f') { tell(found[2]); } }
  };
  addEventListener('hashchange', arrive);
  arrive();
}());
