// What makes pages nicer; every page works without it.
'use strict';

// Commands to paste name the server as this browser reaches it, whatever proxy is in between.
for (const place of document.querySelectorAll('[data-server]')) {
  place.textContent = new URL('..', location.href).href.replace(/\/$/, '');
}

// Blocks to paste get a button to copy them.
for (const block of document.querySelectorAll('.paste')) {
  if (!navigator.clipboard) break;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = 'Copy';
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(block.textContent);
    button.textContent = 'Copied';
    setTimeout(() => { button.textContent = 'Copy'; }, 2000);
  });
  block.before(button);
}

// Long lists get a field that narrows them.
for (const list of document.querySelectorAll('[data-filter]')) {
  if (list.children.length < 12) continue;
  const field = document.createElement('input');
  field.type = 'search';
  field.className = 'filter';
  field.placeholder = list.dataset.filter;
  field.setAttribute('aria-label', list.dataset.filter);
  field.addEventListener('input', () => {
    for (const item of list.children) {
      item.hidden = !item.firstElementChild.textContent.includes(field.value);
    }
  });
  list.before(field);
}
