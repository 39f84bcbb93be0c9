// The page of a task's output, which grows while this runs: following it, finding the first error, showing the times of
// lines, linking lines.
'use strict';

(() => {
  const ERROR = /^LOG: [45]0:|^E: |(^|[\s:])(fatal )?error:|^FAILED\b|\*\*\* .*\b(Error|Stop)\b|^Traceback \(/i;
  const follow = document.getElementById('follow');
  const firstError = document.getElementById('first-error');
  const times = document.getElementById('times');
  const note = document.getElementById('note');
  const output = () => document.querySelector('.output');
  const growing = () => document.readyState === 'loading';
  let following = growing() && !location.hash;
  let height = 0;
  let position = 0;

  function show() {
    follow.setAttribute('aria-pressed', String(following));
    follow.textContent = following ? 'Pause' : 'Follow';
  }

  // The output is there later than this script, and without times for tasks of former versions.
  function offerTimes() {
    times.hidden = !document.querySelector('.output i[data-time]');
  }

  // Who came while the task waited learns that it began.
  function offerState() {
    const state = document.getElementById('state');
    if (state.textContent !== 'pending') return;
    if (document.querySelector('.output i')) {
      state.textContent = 'running';
      state.className = 'badge running';
      note.textContent = '';
    } else {
      note.textContent = 'Waits for its turn';
    }
  }

  function toEnd() {
    const now = document.documentElement.scrollHeight;
    if (following && now !== height) {
      height = now;
      window.scrollTo(0, now);
    }
  }

  // Whoever scrolls up wants to read.
  function scrolled() {
    if (following && window.scrollY < position - 4) {
      following = false;
      show();
    }
    position = window.scrollY;
  }

  function goTo(line) {
    following = false;
    show();
    location.hash = line;
  }

  function findError() {
    const index = output().textContent.replace(/^\n/, '').split('\n').findIndex((line) => ERROR.test(line));
    if (index < 0) {
      note.textContent = growing() ? 'No error so far' : 'No error found';
    } else {
      note.textContent = `First error in line ${index + 1}`;
      goTo(`L${index + 1}`);
    }
  }

  function ended() {
    clearInterval(timer);
    toEnd();
    offerTimes();
    follow.hidden = true;
    window.removeEventListener('scroll', scrolled);
    const end = document.getElementById('end');
    const state = document.getElementById('state');
    if (end) document.getElementById('cancel')?.remove();
    if (end && end.dataset.state !== state.textContent) {
      state.textContent = end.dataset.state;
      state.className = `badge ${end.dataset.state}`;
      note.textContent = `Task ended: ${end.dataset.state}`;
    } else if (!end) {
      note.textContent = 'The connection broke: reload the page to go on';
    }
  }

  follow.addEventListener('click', () => {
    following = !following;
    height = 0;
    show();
    toEnd();
  });
  times.addEventListener('click', () => {
    times.setAttribute('aria-pressed', String(output().classList.toggle('timed')));
  });
  firstError.addEventListener('click', findError);
  firstError.hidden = false;
  document.addEventListener('click', (event) => {
    if (event.target.matches('.output i[id]')) goTo(event.target.id);
  });
  const timer = setInterval(() => {
    toEnd();
    offerTimes();
    offerState();
  }, 200);
  if (growing()) {
    follow.hidden = false;
    window.addEventListener('scroll', scrolled, { passive: true });
    document.addEventListener('DOMContentLoaded', ended);
    show();
  } else {
    ended();
  }
})();
