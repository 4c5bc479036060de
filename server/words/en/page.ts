/** The sentences in the HTML of every page, for when nothing else loads. */
export default {
  notLoaded: 'Not everything has loaded yet. This screen tries again by itself.',
  noScript: 'JavaScript is turned off in this browser. This page needs it.',
  tooOld:
    'This browser is too old for this page. It needs Chrome or Edge {{chrome}}, Firefox {{firefox}}, Safari {{safari}}, or newer.',
}
