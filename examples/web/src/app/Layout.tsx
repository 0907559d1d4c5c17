import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import { useMayWrite } from '../session/may-write';
import { useSession } from '../session/SessionContext';
import { ArrivalLine } from './ArrivalLine';
import { OfflineBanner } from './OfflineBanner';

export function Layout({ children }: { readonly children: ReactNode }) {
  const { kind } = useSession();
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
        </nav>
        {kind === 'demo' && <p className="demo">Demo: invented Macs, any token</p>}
      </header>
      <OfflineBanner />
      <ArrivalLine />
      <main id="content" className="page" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
