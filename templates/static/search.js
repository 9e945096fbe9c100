/* Search in the files that the build wrote: loaded as scripts, so that it works from a disk. Texts only ever become text nodes. */
(function () {
  'use strict';
  var ROW = 3, WEIGHTS = [12, 10, 1], CRITERION = 4, SAME_ROW = 8, SHOWN = 6;
  var STOP = new Set('a an and are as at be by for from has have how if in into is it its may must of on or own so that the their them then there these they this to up was what when where which who will with'.split(' '));
  var base = document.body.dataset.root, atlas;
  var meta, shards = {}, units = {}, facets = {}, waiting = {};

  /* ---- files ---- */
  atlas = window.unitAtlas = {
    meta: function (data) { meta = data; },
    terms: function (data) { shards[data[0]] = { words: data[1], keys: data[2] }; },
    units: function (data) { units[data[0]] = data[1]; },
    facet: function (data) { facets[data[0]] = data[1]; },
    facets: facets
  };
  function load(name) {
    waiting[name] = waiting[name] || new Promise(function (resolve, reject) {
      var script = document.createElement('script');
      script.src = base + 'search/' + name + '.js';
      script.onload = resolve;
      script.onerror = function () { delete waiting[name]; reject(new Error(name)); };
      document.head.appendChild(script);
    });
    return waiting[name];
  }
  function loadAll(names) { return Promise.all(names.map(load)); }
  function shardsFor(word) {
    return meta.shards.filter(function (name) { return name.startsWith(word) || word.startsWith(name); });
  }
  function record(number) { return units[Math.floor(number / meta.chunk)][number % meta.chunk]; }
  function loadRecords(hits) {
    return loadAll(hits.map(function (hit) { return 'units-' + Math.floor(hit.unit / meta.chunk); }));
  }

  /* ---- words: the same as fold() and compact() of the build ---- */
  function plain(text) { return text.toLowerCase().replace(/[’'ʼ]/g, '').normalize('NFKD').replace(/[^\x00-\x7f]/g, ''); }
  function singular(word) { return word.length > 3 && /[^s]s$/.test(word) ? word.slice(0, -1) : word; }
  function fold(text) { return (plain(text).match(/[a-z0-9]+/g) || []).map(singular); }
  function compact(text) { return (text.toLowerCase().match(/[a-z0-9]+/g) || []).join(''); }
  function wordsOf(query) { return fold(query).filter(function (word) { return word.length > 1 && !STOP.has(word); }); }

  /* ---- finding ---- */
  function find(query) {
    var words = wordsOf(query), key = compact(query);
    return load('meta').then(function () {
      var names = [].concat.apply([], words.map(shardsFor));
      if (/\d/.test(key) && key.length > 1) { names = names.concat(shardsFor(key)); }
      return loadAll(names.map(function (name) { return 'terms-' + name; }));
    }).then(function () {
      var found = new Map(), exact = exactUnits(key);
      words.forEach(function (word) { gather(word, found); });
      var all = Array.from(found.values()).filter(function (hit) { return hit.words === words.length; });
      var partly = !all.length && words.length > 1;
      var hits = (partly ? Array.from(found.values()) : all).filter(function (hit) { return exact.indexOf(hit.unit) < 0; });
      hits.forEach(function (hit) {
        hit.rows.forEach(function (count) { if (count === words.length) { hit.together = SAME_ROW; } });
        hit.score += hit.together + (partly ? hit.words * 20 : 0);
      });
      hits.sort(function (a, b) { return b.score - a.score || a.unit - b.unit; });
      var first = exact.map(function (unit) { return found.get(unit) || { unit: unit, rows: new Map() }; });
      return { hits: first.concat(hits), exact: exact.length, partly: partly && hits.length > 0, words: words };
    });
  }
  function exactUnits(key) {
    var whole = [], begun = [];
    if (!/\d/.test(key)) { return whole; }
    shardsFor(key).forEach(function (name) {
      var keys = shards[name] ? shards[name].keys : {};
      Object.keys(keys).forEach(function (known) {
        if (known === key) { whole = keys[known]; } else if (key.length > 3 && known.startsWith(key)) { begun = begun.concat(keys[known]); }
      });
    });
    return Array.from(new Set(whole.concat(begun)));
  }
  function gather(word, found) {
    var best = new Map();
    shardsFor(word).forEach(function (name) {
      var list = shards[name].words;
      Object.keys(list).forEach(function (term) {
        if (term.startsWith(word)) { readPostings(list[term], term === word ? 1.5 : 1, best); }
      });
    });
    best.forEach(function (mine, unit) {
      var hit = found.get(unit);
      if (!hit) { found.set(unit, hit = { unit: unit, score: 0, words: 0, rows: new Map(), together: 0 }); }
      hit.score += mine.weight;
      hit.words += 1;
      mine.rows.forEach(function (row) { hit.rows.set(row, (hit.rows.get(row) || 0) + 1); });
    });
  }
  function readPostings(flat, factor, best) {
    for (var i = 0, unit = 0; i < flat.length;) {
      unit += flat[i];
      var mine = best.get(unit);
      if (!mine) { best.set(unit, mine = { weight: 0, rows: new Set() }); }
      for (var left = flat[i + 1], at = i + 2; left > 0; left -= 1, at += 1) {
        var place = flat[at], weight = factor * (place < ROW ? WEIGHTS[place] : CRITERION);
        if (place >= ROW) { mine.rows.add(place - ROW); }
        if (weight > mine.weight) { mine.weight = weight; }
      }
      i += 2 + flat[i + 1];
    }
  }

  /* ---- showing ---- */
  function make(tag, className, text) {
    var node = document.createElement(tag);
    if (className) { node.className = className; }
    if (text !== undefined && text !== null) { node.textContent = text; }
    return node;
  }
  function marked(node, text, words) {
    text.split(/([A-Za-z0-9À-ž’'ʼ]+)/).forEach(function (part, odd) {
      var folded = odd % 2 ? fold(part)[0] || '' : '';
      var hit = folded && words.some(function (word) { return folded.startsWith(word); });
      node.appendChild(hit ? make('mark', '', part) : document.createTextNode(part));
    });
    return node;
  }
  function rowsOf(hit, most) {
    return Array.from(hit.rows.keys()).sort(function (a, b) { return hit.rows.get(b) - hit.rows.get(a) || a - b; }).slice(0, most);
  }
  function counted(number, noun) { return number.toLocaleString('en-GB') + ' ' + noun + (number === 1 ? '' : 's'); }
  function say(text) { document.getElementById('say').textContent = text; }

  function Box(form) {
    var input = form.querySelector('input'), panel = make('div', 'hits'), list = make('div'), hint = make('p', 'hint');
    var active = -1, latest = 0, id = input.id + '-hits';
    function set(name, value) { input.setAttribute(name, value); }
    function options() { return Array.from(list.querySelectorAll('[role=option]')); }
    function close() { latest += 1; panel.hidden = true; set('aria-expanded', 'false'); choose(-1); }
    function choose(index) {
      var all = options();
      active = index;
      all.forEach(function (option, at) { option.setAttribute('aria-selected', String(at === index)); });
      if (index < 0) { input.removeAttribute('aria-activedescendant'); return; }
      set('aria-activedescendant', all[index].id);
      all[index].scrollIntoView({ block: 'nearest' });
    }
    function option(number, href, parts) {
      var node = make('div');
      node.setAttribute('role', 'option');
      node.id = id + '-' + number;
      node.addEventListener('mousedown', function (event) { event.preventDefault(); });
      node.addEventListener('click', function () { location.href = base + href; });
      parts.forEach(function (part) { node.appendChild(part); });
      return node;
    }
    function group(hit, words, number) {
      var unit = record(hit.unit), node = make('div', 'grp');
      node.setAttribute('role', 'group');
      node.setAttribute('aria-label', unit[1]);
      node.appendChild(option(number, unit[0], [
        marked(make('b'), unit[1], words), make('span', 'body ' + unit[4], unit[3]),
        make('span', 'small', [unit[5], unit[8]].filter(Boolean).join(' · '))
      ]));
      rowsOf(hit, 2).forEach(function (at, place) {
        var row = unit[10][at];
        node.appendChild(option(number + '-' + place, unit[0] + '#' + row[1], [make('span', 'no', row[0]), marked(make('span'), row[2], words)]));
      });
      return node;
    }
    function show(result) {
      var total = result.hits.length, text = !total ? 'Nothing found.' : result.partly
        ? 'No unit has all of these words; ' + counted(total, 'unit') + ' with some.' : counted(total, 'unit') + ' found.';
      list.textContent = '';
      result.hits.slice(0, SHOWN).forEach(function (hit, at) { list.appendChild(group(hit, result.words, at)); });
      hint.textContent = text + (total ? ' Up and down arrow keys to move, Enter to open, Escape to close.' : ' Fewer or shorter words find more.');
      say(text);
      list.hidden = !total;
      panel.hidden = false;
      set('aria-expanded', String(total > 0));
      choose(result.exact ? 0 : -1);
    }
    function search() {
      var turn = latest += 1, query = input.value.trim();
      if (query.length < 2) { close(); return; }
      find(query).then(function (result) {
        return loadRecords(result.hits.slice(0, SHOWN)).then(function () {
          if (turn === latest && document.activeElement === input) { show(result); }
        });
      }).catch(failed);
    }
    function move(event, step) {
      var slots = options().length + 1;
      event.preventDefault();
      if (panel.hidden) { search(); } else { choose((active + 1 + step + slots) % slots - 1); }
    }
    list.id = id;
    list.setAttribute('role', 'listbox');
    list.setAttribute('aria-label', 'Search results');
    [list, hint].forEach(function (node) { panel.appendChild(node); });
    panel.hidden = true;
    form.appendChild(panel);
    set('role', 'combobox');
    set('aria-autocomplete', 'list');
    set('aria-controls', id);
    set('aria-expanded', 'false');
    input.addEventListener('input', search);
    input.addEventListener('blur', close);
    input.addEventListener('keydown', function (event) {
      if (event.key === 'ArrowDown') { move(event, 1); }
      if (event.key === 'ArrowUp') { move(event, -1); }
      if (event.key === 'Escape' && !panel.hidden) { event.preventDefault(); close(); }
      if (event.key === 'Enter' && active >= 0 && !panel.hidden) { event.preventDefault(); options()[active].click(); }
    });
    form.addEventListener('submit', function (event) {
      if (!atlas.run) { return; }
      event.preventDefault();
      close();
      atlas.run();
    });
    if (document.activeElement === input) { search(); }
  }
  function failed(error) { say('The search could not load ' + error.message); }

  Object.assign(atlas, { find: find, load: load, loadAll: loadAll, loadRecords: loadRecords, record: record, wordsOf: wordsOf, rowsOf: rowsOf, make: make, marked: marked, counted: counted, say: say, failed: failed, size: function () { return meta.units; } });
  Array.from(document.querySelectorAll('[data-search]')).forEach(function (form) { new Box(form); });
}());
