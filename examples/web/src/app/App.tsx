import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router';
import { OverviewPage } from '../overview/OverviewPage';
import { useIsSignedIn } from '../session/SessionContext';
import { SignedOutPage } from '../session/SignedOutPage';
import { Skeleton } from '../ui/Skeleton';
import { ErrorBoundary } from './ErrorBoundary';
import { Layout } from './Layout';
import { NotFoundPage } from './NotFoundPage';

const CreatePage = lazy(() => import('../create/CreatePage'));
const ImportPage = lazy(() => import('../importing/ImportPage'));
const MacsPage = lazy(() => import('../macs/MacsPage'));
const MacPage = lazy(() => import('../mac/MacPage'));

export function App() {
  const isSignedIn = useIsSignedIn();
  return (
    <ErrorBoundary>
      <Layout>
        <Suspense fallback={<Skeleton label="Loading the page" />}>
          {isSignedIn ? (
            <Routes>
              <Route index element={<OverviewPage />} />
              <Route path="macs" element={<MacsPage />} />
              <Route path="macs/:id" element={<MacPage />} />
              <Route path="create" element={<CreatePage />} />
              <Route path="import" element={<ImportPage />} />
              <Route path="*" element={<NotFoundPage />} />
            </Routes>
          ) : (
            <SignedOutPage />
          )}
        </Suspense>
      </Layout>
    </ErrorBoundary>
  );
}
