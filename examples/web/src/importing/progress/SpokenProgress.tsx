import { useEffect, useRef, useState } from 'react';
import { counted, number } from '../../words/numbers';
import { openIn, type Progress } from '../run/import-run';

/** A screen reader that hears of each slice hears nothing else. */
const everyMs = 10_000;

export function SpokenProgress({ progress }: { readonly progress: Progress }) {
  return (
    <p role="status" className="visually-hidden">
      {useNowAndThen(inWords(progress), everyMs)}
    </p>
  );
}

function inWords({ phase, counts, wait }: Progress): string {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const done = `${number(total - openIn(counts))} of ${counted(total, 'row')} have a result`;
  const wrong = counts.refused > 0 ? `, ${number(counts.refused)} to correct` : '';
  const unknown = counts.unknown > 0 ? `, ${number(counts.unknown)} with an unknown outcome` : '';
  return `The import is ${phase}. ${done}: ${number(counts.stored)} stored${wrong}${unknown}.${wait ? ` It waits: ${wait.failure.title}.` : ''}`;
}

function useNowAndThen(text: string, ms: number): string {
  const [said, setSaid] = useState(text);
  const latest = useRef(text);
  useEffect(() => {
    latest.current = text;
  }, [text]);
  useEffect(() => {
    const timer = setInterval(() => setSaid(latest.current), ms);
    return () => clearInterval(timer);
  }, [ms]);
  return said;
}
