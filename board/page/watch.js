/*
 * Stands in the page itself, before everything else, in the language of the oldest browsers: says so when the screen's files do not
 * load or the browser is too old, and loads the page again once the server answers (S8, S9).
 */
;(function () {
  var WAIT = 4000
  var SLOW = 8000
  /* Longer than any slow network takes: what is still missing then will not come. */
  var GIVEN_UP = 60000
  var MARK = 'pitboard.notLoaded'
  var root = document.documentElement
  var isOld = !isNewEnough()
  var waiting = 0
  /* A stylesheet or the first script failed: nothing but loading the page again brings it. */
  var isLost = false

  function isNewEnough() {
    return (
      'toSorted' in Array.prototype &&
      !!window.CSS &&
      !!CSS.supports &&
      CSS.supports('color', 'color-mix(in srgb, red, red)') &&
      CSS.supports('selector(:has(*))')
    )
  }

  function say(/** @type {string} */ what) {
    root.setAttribute('data-notice', isOld ? 'tooOld' : what)
  }

  function isMounted() {
    var app = document.getElementById('app')
    return !!app && !!app.firstChild
  }

  /* Storage may be blocked: then the screen is blank for a moment at each try. */
  function remember(/** @type {boolean} */ isFailing) {
    try {
      if (isFailing) sessionStorage.setItem(MARK, '1')
      else sessionStorage.removeItem(MARK)
    } catch (_) {
      return
    }
  }

  function failed() {
    say('notLoaded')
    if (!isOld && !waiting) waiting = window.setTimeout(again, WAIT)
  }

  function again() {
    fetch(location.href, { cache: 'no-store' }).then(
      function (answer) {
        waiting = 0
        if (!answer.ok) return failed()
        remember(true)
        location.reload()
      },
      function () {
        waiting = 0
        failed()
      },
    )
  }

  if (isOld) say('tooOld')
  try {
    if (sessionStorage.getItem(MARK)) say('notLoaded')
  } catch (_) {
    /* As above. */
  }

  addEventListener(
    'error',
    function (event) {
      var what = event.target
      if (what instanceof HTMLScriptElement || (what instanceof HTMLLinkElement && what.rel === 'stylesheet'))
        isLost = true
      if (isLost || !isMounted()) failed()
    },
    true,
  )
  addEventListener('unhandledrejection', function () {
    if (!isMounted()) failed()
  })
  addEventListener('pitboard:missing', function () {
    say('notLoaded')
  })
  addEventListener('pitboard:complete', function () {
    if (isLost) return
    clearTimeout(waiting)
    waiting = 0
    remember(false)
    if (!isOld) root.removeAttribute('data-notice')
  })
  setTimeout(function () {
    if (!isMounted()) say('notLoaded')
  }, SLOW)
  setTimeout(function () {
    if (!isMounted()) failed()
  }, GIVEN_UP)
})()
