import { useMayWrite } from './may-write';
import { useSession, useSessionState } from './SessionContext';

/** At the top: who is signed in, or that this is a demo. */
export function Account() {
  const { kind, microsoft } = useSession();
  const { account } = useSessionState();
  const mayWrite = useMayWrite();
  if (kind === 'demo') return <p className="demo">Demo: invented Macs, any token</p>;
  if (microsoft === undefined || account === undefined) return null;
  return (
    <div className="account">
      <span className="account-name">{account.name}</span>
      {!mayWrite && <span>read only</span>}
      <button type="button" className="small" onClick={() => void microsoft.signOut()}>
        Sign out
      </button>
    </div>
  );
}
