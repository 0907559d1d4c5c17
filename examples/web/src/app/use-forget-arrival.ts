import { useCallback } from 'react';
import { useLocation, useNavigate } from 'react-router';

/** The line about what led to the page goes, because something new begins. */
export function useForgetArrival(): () => void {
  const navigate = useNavigate();
  const location = useLocation();
  return useCallback(() => {
    if (location.state !== null) void navigate(location, { replace: true, state: null });
  }, [navigate, location]);
}
