/** The pages of the authority: the choice of a person, a missing consent, an error. They are plain HTML, without a script. */
import { people, type Person } from './people.js';
import type { Requested } from './scopes.js';

export interface Page {
  readonly status: number;
  readonly html: string;
}

/** To the same address with this choice. */
type Link = (choice: string) => string;

/** All people, or the one who has to prove again who they are. */
export function choicePage(link: Link, known: Person | undefined): Page {
  const choices = (known === undefined ? people : [known]).map(
    (person) => `<li><a href="${escaped(link(person.name))}">
  <strong>${escaped(known === undefined ? person.displayName : `Confirm as ${person.displayName}`)}</strong>
  <span>${person.mayWrite ? 'may read and write' : 'may only read'}</span></a></li>`,
  );
  const heading = known === undefined ? 'Choose an account' : 'Confirm that it is you';
  const body = `<p>${
    known === undefined
      ? 'This stands in for Microsoft Entra ID on this computer, without passwords.'
      : 'Access requires a further proof. Here one click stands for it.'
  }</p>
<ul>${choices.join('')}</ul>
<p><a href="${escaped(link('none'))}">Cancel</a></p>`;
  return { status: 200, html: page(heading, body) };
}

export function approvalPage(link: Link, { displayName }: Person, { prefix, names }: Requested): Page {
  const body = `<p>${escaped(displayName)} cannot consent to these permissions. An administrator has to do it:</p>
<ul class="plain">${names.map((name) => `<li><code>${escaped(`${prefix}/${name}`)}</code></li>`).join('')}</ul>
<p><a href="${escaped(link('none'))}">Return to the application without consent</a></p>`;
  return { status: 200, html: page('An administrator must approve', body) };
}

export function errorPage(sentence: string): Page {
  return { status: 400, html: page('The sign-in cannot go on', `<p>${escaped(sentence)}</p>`) };
}

export function signedOutPage(): Page {
  return { status: 200, html: page('You are signed out', '<p>You can close this window.</p>') };
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => escapes[character] ?? '');

export const stylePath = '/sign-in.css';

function page(heading: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(heading)} – local authority</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${stylePath}">
</head>
<body><main><p class="brand">Local authority</p><h1>${escaped(heading)}</h1>${body}</main></body>
</html>
`;
}

export const style = `:root { color-scheme: light dark; --text: #1b1f24; --muted: #57606a; --line: #d0d7de; --surface: #fff; --background: #f3f5f8; --accent: #0b5cad; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6edf3; --muted: #9aa5b1; --line: #3a434d; --surface: #1a2129; --background: #10151b; --accent: #6cb2f5; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--background); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 420px; margin: 8vh auto; padding: 28px; border: 1px solid var(--line); border-radius: 12px; background: var(--surface); overflow-wrap: anywhere; }
h1 { margin: 0 0 8px; font-size: 1.4rem; }
p { margin: 0 0 16px; }
p:last-child { margin: 0; }
.brand { margin: 0 0 4px; color: var(--muted); font-size: .85rem; }
ul { display: grid; gap: 8px; margin: 0 0 16px; padding: 0; list-style: none; }
ul.plain { padding-left: 20px; list-style: disc; }
li > a { display: flex; justify-content: space-between; align-items: center; gap: 12px; padding: 12px 14px; border: 1px solid var(--line); border-radius: 8px; color: inherit; text-decoration: none; }
li > a:hover { border-color: var(--accent); }
li > a span { color: var(--muted); font-size: .85rem; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
@media (max-width: 479px) { main { margin: 0; min-height: 100vh; border: 0; border-radius: 0; } }
`;
