/* The list of the home page: words and facets together, counted, kept in the address. search.js comes first. */
(function () {
  'use strict';
  var PAGE = 50, CELLS = [[_('Level'), 'nw', 5], [_('Credit'), 'num', 6], [_('GLH'), 'num', 7], [_('Reference'), 'nw', 8]];
  var atlas = window.unitAtlas, facets = atlas.facets, make = atlas.make, base = document.body.dataset.root;
  var section = document.querySelector('[data-results]'), input = document.querySelector('[data-search] input');
  var heading = section.querySelector('h2'), body = section.querySelector('tbody'), rest = section.querySelector('[data-rest]');
  var before = { heading: heading.textContent, body: body }, more = make('button', 'btn', _('Show more'));
  var latest = 0, counts = false;

  function all(selector) { return Array.from(document.querySelectorAll(selector)); }
  function boxes() { return all('[data-facets] input'); }
  function chosen() {
    var wanted = {};
    boxes().forEach(function (box) { if (box.checked) { (wanted[box.name] = wanted[box.name] || []).push(box.value); } });
    return wanted;
  }
  function keep(query, wanted) {
    var address = new URLSearchParams();
    if (query) { address.set('q', query); }
    Object.keys(wanted).forEach(function (kind) { wanted[kind].forEach(function (key) { address.append(kind, key); }); });
    history.replaceState(null, '', location.pathname + (address.toString() ? '?' + address : ''));
  }
  /* Values of one facet widen, facets narrow each other; a facet's own choice does not change its counts. */
  function within(wanted, but) {
    var sets = Object.keys(wanted).filter(function (kind) { return kind !== but; }).map(function (kind) {
      return new Set(wanted[kind].flatMap(function (key) { return units(kind, key); }));
    });
    return function (hit) { return sets.every(function (set) { return set.has(hit.unit); }); };
  }
  function units(kind, key) {
    var value = facets[kind].hasOwnProperty(key) ? facets[kind][key] : ['', ''];
    if (typeof value[1] === 'string') { value[1] = atlas.unitsOf(value[1]); }
    return value[1];
  }
  function recount(hits, wanted) {
    var left = {};
    Object.keys(facets).forEach(function (kind) { left[kind] = new Set(hits.filter(within(wanted, kind)).map(function (hit) { return hit.unit; })); });
    boxes().forEach(function (box) {
      var count = units(box.name, box.value).filter(function (unit) { return left[box.name].has(unit); }).length;
      box.parentNode.querySelector('.n').textContent = count;
      box.parentNode.classList.toggle('zero', !count);
    });
  }
  function criteria(n) { return atlas.fill(ngettext('%(num)s criterion', '%(num)s criteria', n), { num: n }); }
  function row(hit, words) {
    var unit = atlas.record(hit.unit), line = make('tr'), first = make('td', 'l'), link = make('a', 't'), why = make('span', 'why');
    link.href = base + unit[0];
    first.appendChild(atlas.marked(link, unit[1], words));
    if (unit[2]) { first.append(' ', make('span', 'chip', unit[2])); }
    why.appendChild(make('span', '', criteria(unit[9])));
    first.appendChild(why);
    atlas.rowsOf(hit, 3).forEach(function (at) {
      var each = atlas.row(hit.unit, at), found = make('a', 'crit hit');
      found.href = base + unit[0] + '#' + each[1];
      found.append(make('span', 'no', each[0]), atlas.marked(make('span'), each[2], words));
      first.appendChild(found);
    });
    line.append(first, cell(_('Awarding org.'), '', atlas.marked(make('span', 'body ' + unit[4]), unit[3], [])));
    CELLS.forEach(function (each) {
      line.appendChild(cell(each[0], each[1], unit[each[2]] === null ? absent() : String(unit[each[2]])));
    });
    return line;
  }
  function cell(label, className, content) {
    var node = make('td', className);
    node.dataset.l = label;
    node.append(content);
    return node;
  }
  function absent() {
    var node = make('span', 'quiet'), dash = make('span', '', '–');
    dash.setAttribute('aria-hidden', 'true');
    node.append(dash, make('span', 'vh', _('not printed')));
    return node;
  }
  function append(hits, from, words) {
    var some = hits.slice(from, from + PAGE);
    return atlas.loadRecords(some).then(function () {
      some.forEach(function (hit) { body.appendChild(row(hit, words)); });
      more.hidden = from + PAGE >= hits.length;
      more.onclick = function () { append(hits, from + PAGE, words).catch(atlas.failed); };
    });
  }
  function list(title, rows) {
    body.replaceWith(rows);
    body = rows;
    heading.textContent = title;
    if (rest) { rest.hidden = rows !== before.body; }
    more.hidden = true;
    atlas.say(title);
  }
  function headed(total, query, result) {
    if (!query) { return atlas.counted(total); }
    if (result.fixes.length) { return atlas.slips(total, result); }
    return atlas.fill(result.partly ? _('%(units)s with some of “%(words)s”') : _('%(units)s for “%(words)s”'), { units: atlas.counted(total), words: query });
  }
  function everything() {
    return atlas.load('meta').then(function () {
      return { hits: Array.from({ length: atlas.size() }, function (_, unit) { return { unit: unit }; }), words: [], fixes: [] };
    });
  }
  atlas.run = function () {
    var turn = latest += 1, query = input.value.trim(), wanted = chosen(), narrowed = Object.keys(wanted).length > 0;
    keep(query, wanted);
    if (!query && !narrowed && !counts) { list(before.heading, before.body); return; }
    counts = true;
    var kinds = all('[data-kind]').map(function (each) { return 'facet-' + each.dataset.kind; });
    Promise.all([query ? atlas.find(query) : everything(), atlas.loadAll(kinds)]).then(function (loaded) {
      var result = loaded[0], hits = result.hits.filter(within(wanted));
      if (turn !== latest) { return; }
      recount(result.hits, wanted);
      if (!query && !narrowed) { list(before.heading, before.body); return; }
      list(headed(hits.length, query, result), make('tbody'));
      return append(hits, 0, result.words);
    }).catch(atlas.failed);
  };

  /* ---- facets: all values of one where its list is cut, and those that the address names ---- */
  function option(list, kind, key) {
    var item = make('li'), label = make('label'), box = make('input');
    box.type = 'checkbox';
    box.name = kind;
    box.value = key;
    box.addEventListener('change', atlas.run);
    label.append(box, make('span', '', facets[kind][key][0]), make('span', 'n', units(kind, key).length));
    item.appendChild(label);
    list.appendChild(item);
    return box;
  }
  function missing(kind, keys) {
    var shown = new Set(all('[data-kind="' + kind + '"] input').map(function (box) { return box.value; }));
    return keys.filter(function (key) { return !shown.has(key) && facets[kind].hasOwnProperty(key); });
  }
  function unfold(facet) {
    var kind = facet.dataset.kind, list = facet.querySelector('ul');
    return atlas.load('facet-' + kind).then(function () {
      var keys = missing(kind, Object.keys(facets[kind])).sort(function (a, b) {
        return facets[kind][a][0].localeCompare(facets[kind][b][0], 'en-GB', { numeric: true });
      });
      var added = keys.map(function (key) { return option(list, kind, key); });
      list.classList.add('long');
      facet.querySelector('[data-more]').hidden = true;
      if (added.length) { added[0].focus(); }
      if (counts) { atlas.run(); }
    });
  }
  function named(address) {
    return all('[data-kind]').filter(function (facet) { return address.has(facet.dataset.kind); });
  }
  function fromAddress(address) {
    var some = named(address);
    return atlas.loadAll(some.map(function (facet) { return 'facet-' + facet.dataset.kind; })).then(function () {
      some.forEach(function (facet) {
        var kind = facet.dataset.kind;
        missing(kind, address.getAll(kind)).forEach(function (key) { option(facet.querySelector('ul'), kind, key); });
        facet.open = true;
      });
      boxes().forEach(function (box) { box.checked = box.checked || address.getAll(box.name).indexOf(box.value) >= 0; });
    });
  }

  var address = new URLSearchParams(location.search);
  more.type = 'button';
  more.hidden = true;
  section.appendChild(more);
  boxes().forEach(function (box) { box.addEventListener('change', atlas.run); });
  all('[data-more]').forEach(function (button) {
    var facet = button.closest('[data-kind]');
    button.addEventListener('click', function () { unfold(facet).catch(atlas.failed); });
    if (button.dataset.more) { unfold(facet).catch(atlas.failed); }
  });
  if (address.has('q') && !input.value) { input.value = address.get('q'); }
  fromAddress(address).then(function () {
    if (address.toString() || Object.keys(chosen()).length) { atlas.run(); }
  }).catch(atlas.failed);
}());
