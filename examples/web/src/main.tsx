import { StrictMode } from 'react';
import { ApolloProvider } from '@apollo/client/react';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { newClient } from './api/client';
import { App } from './app/App';
import { CannotStart } from './app/CannotStart';
import { readConfig } from './config/config';
import { tokenSession } from './session/session';
import { SessionContext } from './session/SessionContext';
import './styles/index.css';

/** One route for all pages, whose own are in `App`: this kind of router asks before what was typed is lost. */
const router = createBrowserRouter([{ path: '*', Component: App }]);
const root = createRoot(document.getElementById('root') as HTMLElement);

try {
  const config = await readConfig();
  const session = tokenSession(config.demo?.token);
  root.render(
    <StrictMode>
      <SessionContext value={session}>
        <ApolloProvider client={newClient(config.gateway, session)}>
          {/* The address holds what is typed, and React takes no text back from a transition. */}
          <RouterProvider router={router} useTransitions={false} />
        </ApolloProvider>
      </SessionContext>
    </StrictMode>,
  );
} catch (error) {
  root.render(<CannotStart error={error} />);
}
