import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import { useSession } from '../session/SessionContext';
import { OfflineBanner } from './OfflineBanner';

export function Layout({ children }: { readonly children: ReactNode }) {
  const { kind } = useSession();
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
        </nav>
        {kind === 'demo' && <p className="demo">Demo: invented Macs, any token</p>}
      </header>
      <OfflineBanner />
      <main id="content" className="page" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
