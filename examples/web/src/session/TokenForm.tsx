import { useId, useState, type FormEvent } from 'react';
import { useSession } from './SessionContext';

/** A token from elsewhere, as from `az account get-access-token`, where a deployment has no sign-in. */
export function TokenForm() {
  const session = useSession();
  const id = useId();
  const [token, setToken] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const given = token.trim().replace(/^Bearer\s+/i, '');
    if (given === '') return;
    session.useToken(given);
  };
  return (
    <form className="token-form" onSubmit={submit}>
      <label htmlFor={id}>Access token</label>
      <input
        id={id}
        type="password"
        autoComplete="off"
        spellCheck={false}
        value={token}
        onChange={({ target }) => setToken(target.value)}
      />
      <button type="submit">Use this token</button>
    </form>
  );
}
