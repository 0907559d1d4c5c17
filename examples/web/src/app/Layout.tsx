import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import { Account } from '../session/Account';
import { useMayWrite } from '../session/may-write';
import { ProofDialog } from '../session/ProofDialog';
import { ArrivalLine } from './ArrivalLine';
import { OfflineBanner } from './OfflineBanner';

export function Layout({ children }: { readonly children: ReactNode }) {
  const mayWrite = useMayWrite();
  return (
    <>
      <a className="skip" href="#content">
        Skip to the content
      </a>
      <header className="top">
        <span className="brand">macOS updates</span>
        <nav aria-label="Pages">
          <NavLink to="/" end>
            Overview
          </NavLink>
          <NavLink to="/macs">Macs</NavLink>
          {mayWrite && <NavLink to="/create">New report</NavLink>}
          {mayWrite && <NavLink to="/import">Import</NavLink>}
        </nav>
        <Account />
      </header>
      <OfflineBanner />
      <ArrivalLine />
      <ProofDialog />
      <main id="content" className="page" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
