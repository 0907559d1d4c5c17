import { useEffect, useRef, type RefObject } from 'react';

/** False once the person has left: what ends later must not take them away from what they do by then. */
export function useIsHere(): RefObject<boolean> {
  const isHere = useRef(false);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  return isHere;
}
