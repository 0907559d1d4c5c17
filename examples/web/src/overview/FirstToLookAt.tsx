import { Link } from 'react-router';
import type { FailingMac, FailingMacs } from '../api/use-failing-macs';
import { agoInWords } from '../words/dates';
import { macName, userName, versionName } from '../words/names';
import { number } from '../words/numbers';
import { reasons } from '../words/states';
import { reasonsOf } from './failures';

const most = 10;

/** The Macs with the most failed updates. */
export function FirstToLookAt({ failing }: { readonly failing: FailingMacs }) {
  const macs = failing.macs.slice(0, most);
  if (macs.length === 0) return null;
  return (
    <section className="card">
      <h2>Macs to look at first</h2>
      <table className="first">
        <thead>
          <tr>
            <th scope="col">Mac</th>
            <th scope="col" className="wide-only">
              macOS
            </th>
            <th scope="col" className="number">
              Failed
            </th>
            <th scope="col">Why</th>
            <th scope="col" className="wide-only">
              Last report
            </th>
          </tr>
        </thead>
        <tbody>
          {macs.map((mac) => (
            <tr key={mac.id}>
              <th scope="row">
                <Link to={`/macs/${encodeURIComponent(mac.id)}`}>{macName(mac)}</Link>
                <span className="second wide-only">{userName(mac)}</span>
              </th>
              <td className="wide-only">{versionName(mac.osVersion)}</td>
              <td className="number bad">{number(mac.failedUpdateCount)}</td>
              <td>{why(mac)}</td>
              <td className="wide-only">{agoInWords(mac.lastUpdatedDateTime)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function why(mac: FailingMac): string {
  const names = [...new Set(reasonsOf(mac))].map((reason) => reasons[reason]);
  return names.join(', ') || 'Not known';
}
