import { NavigationType, useLocation, useNavigationType } from 'react-router';
import { arrivalInWords } from './arrival';

/** How the write ended that led here. It is always there, so that screen readers hear what it says. */
export function ArrivalLine() {
  const { state } = useLocation() as { state: unknown };
  // Not again after a reload, or on the way back.
  const isArrival = useNavigationType() !== NavigationType.Pop;
  const words = isArrival ? arrivalInWords(state) : undefined;
  return <div role="status">{words !== undefined && <p className="banner arrival">{words}</p>}</div>;
}
