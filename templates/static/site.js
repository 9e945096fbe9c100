/* The pages are whole without this: it adds the theme switch, copying with a citation, filters, and loads the search when its box is used. */
(function () {
  'use strict';
  var root = document.documentElement;
  var all = function (selector, from) { return Array.prototype.slice.call((from || document).querySelectorAll(selector)); };
  var say = function (text) { document.getElementById('say').textContent = text; };
  var fill = function (text, values) { return text.replace(/%\((\w+)\)s/g, function (place, name) { return values[name]; }); };
  window.unitAtlas = { say: say, fill: fill };

  var stored = function (value) {
    try { return value ? localStorage.setItem('theme', value) : localStorage.getItem('theme'); } catch (refused) { return null; }
  };
  if (stored()) { root.dataset.theme = stored(); }
  all('[data-theme-toggle]').forEach(function (button) {
    button.hidden = false;
    button.addEventListener('click', function () {
      var dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
      root.dataset.theme = dark ? 'light' : 'dark';
      stored(root.dataset.theme);
    });
  });

  if (matchMedia('(max-width: 60rem)').matches) { all('details[data-fold]').forEach(function (fold) { fold.open = false; }); }

  var copyByHand = function (text) {
    var area = document.createElement('textarea');
    area.value = text;
    document.body.appendChild(area);
    area.select();
    var done = document.execCommand('copy');
    area.remove();
    return done;
  };
  var tell = function (done, number) { say(done ? fill(_('Criterion %(number)s copied with its citation'), { number: number }) : _('The browser refused to copy')); };
  all('[data-copy]').forEach(function (button) {
    button.hidden = false;
    button.addEventListener('click', function () {
      var row = button.closest('tr'), number = button.dataset.copy;
      var items = all('.items li', row).map(function (item) { return '\n- ' + item.textContent; }).join('');
      var text = row.querySelector('.ac').textContent + items + '\n(' + row.closest('table').dataset.citation + ', ' + _('AC') + ' ' + number + ')';
      if (copyByHand(text)) { tell(true, number); } else if (navigator.clipboard) {
        navigator.clipboard.writeText(text).then(function () { tell(true, number); }, function () { tell(false, number); });
      } else { tell(false, number); }
      button.focus();
    });
  });

  all('[data-facets] li').forEach(function (item) {
    var link = item.querySelector('a'), label = document.createElement('label'), box = document.createElement('input'), name = document.createElement('span');
    box.type = 'checkbox';
    box.name = item.closest('[data-kind]').dataset.kind;
    box.value = item.dataset.key;
    name.textContent = link.textContent;
    name.lang = link.lang;
    label.append(box, name, item.querySelector('.n'));
    item.replaceChildren(label);
  });

  all('[data-facets] p a').forEach(function (link) {
    var button = document.createElement('button');
    button.type = 'button';
    button.className = 'btn tiny';
    button.textContent = link.textContent;
    button.dataset.more = '';
    button.addEventListener('click', function () { button.dataset.more = 'asked'; loadSearch(); });
    link.replaceWith(button);
  });

  var asked = false;
  var loadScripts = function (names) {
    var script = document.createElement('script');
    script.src = document.body.dataset.root + 'static/' + names[0];
    if (names.length > 1) { script.onload = function () { loadScripts(names.slice(1)); }; }
    document.head.appendChild(script);
  };
  var loadSearch = function () {
    if (!asked) { loadScripts(document.querySelector('[data-results]') ? ['search.js', 'results.js'] : ['search.js']); }
    asked = true;
  };
  all('[data-search] input, [data-facets] input').forEach(function (box) { box.addEventListener('focus', loadSearch); box.addEventListener('change', loadSearch); });
  if (document.querySelector('[data-results]') && location.search.length > 1) { loadSearch(); }
  document.addEventListener('keydown', function (event) {
    var there = document.activeElement, search = document.querySelector('[data-search] input');
    if (!search || event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(there.tagName)) { return; }
    event.preventDefault();
    search.focus();
  });
}());
