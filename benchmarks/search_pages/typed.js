/* Puts a text letter by letter; gives the milliseconds of each query, of the whole text, and the titles found for it. */
async function typed(text) {
  var times = [], whole = 0, titles = [];
  for (var end = 2; end <= text.length; end += 1) {
    var started = performance.now(), found = await ask(text.slice(0, end));
    times.push(performance.now() - started);
    if (end === text.length) {
      titles = await complete(found);
      whole = performance.now() - started;
    }
  }
  return times.concat([whole, titles]);
}
