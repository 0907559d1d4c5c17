import { useOnline } from './use-online';

export function OfflineBanner() {
  const isOnline = useOnline();
  return (
    <div role="status">
      {!isOnline && <p className="banner">You are offline. What is on the page stays, and may be out of date.</p>}
    </div>
  );
}
