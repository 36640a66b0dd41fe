// Asks for a token once the service wants one. What was asked for meanwhile is asked again.

import { h } from './dom.js';
import { access, currentToken, setToken } from './token.js';

/** The dialog, and the button that forgets the token again. */
export function signIn(button) {
  const input = h('input', { type: 'password', id: 'token', autocomplete: 'off', spellcheck: 'false', 'aria-describedby': 'token-hint' });
  const wrong = h('p', { class: 'wrong', role: 'alert', hidden: true }, 'The service does not know this token, or it has expired.');
  const form = h('form', { method: 'dialog', onsubmit: take },
    h('h2', {}, 'A token is needed'),
    wrong,
    h('label', { for: 'token' }, 'Token'),
    input,
    h('p', { id: 'token-hint', class: 'hint' }, 'Whoever runs Lagcast hands them out. It is kept in this tab until the tab is closed.'),
    h('div', { class: 'buttons' }, h('button', { type: 'submit', class: 'primary' }, 'Continue')));
  const dialog = h('dialog', { class: 'sign-in', 'aria-label': 'A token is needed' }, form);
  document.body.append(dialog);

  function take(event) {
    event.preventDefault();
    const text = input.value.trim();
    if (!/^[\x21-\x7e]+$/.test(text)) {
      wrong.hidden = false;
      return;
    }
    input.value = '';
    dialog.close();
    setToken(text);
  }

  const show = () => { button.hidden = currentToken() === null; };
  button.addEventListener('click', () => setToken(null));
  access.addEventListener('given', show);
  access.addEventListener('needed', ({ detail }) => {
    show();
    if (!dialog.open || detail.wrong) wrong.hidden = !detail.wrong;
    if (!dialog.open) dialog.showModal();
  });
  show();
}
