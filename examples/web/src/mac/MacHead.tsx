import type { ReactNode } from 'react';
import type { MacRowFragment } from '../api/generated/graphql';
import { CopyButton } from '../ui/CopyButton';
import { agoInWords, dateInWords } from '../words/dates';
import { userName, versionName } from '../words/names';
import { number } from '../words/numbers';

interface Props {
  readonly mac: MacRowFragment;
  /** What may be done with the report. */
  readonly children?: ReactNode;
}

export function MacHead({ mac, children }: Props) {
  const { failedUpdateCount, successfulUpdateCount, totalUpdateCount, lastUpdatedDateTime } = mac;
  return (
    <div className="card">
      <dl className="facts">
        <Fact name="User">{userName(mac)}</Fact>
        <Fact name="macOS">{versionName(mac.osVersion)}</Fact>
        <Fact name="Failed updates">
          <span className={failedUpdateCount > 0 ? 'bad' : ''}>{number(failedUpdateCount)}</span>
        </Fact>
        <Fact name="Successful updates">{number(successfulUpdateCount)}</Fact>
        <Fact name="Updates in all">{number(totalUpdateCount)}</Fact>
        <Fact name="Last report">
          <time dateTime={lastUpdatedDateTime}>
            {dateInWords(lastUpdatedDateTime)} ({agoInWords(lastUpdatedDateTime)})
          </time>
        </Fact>
      </dl>
      <details>
        <summary>Identifiers</summary>
        <dl className="facts ids">
          <Id name="Report" value={mac.id} />
          <Id name="Device" value={mac.deviceId} />
          <Id name="User" value={mac.userId} />
        </dl>
      </details>
      {children}
    </div>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Id({ name, value }: { readonly name: string; readonly value: string | null | undefined }) {
  return (
    <Fact name={name}>
      {value ? (
        <>
          <code>{value}</code> <CopyButton text={value} label={`the ${name.toLowerCase()} id`} />
        </>
      ) : (
        'None'
      )}
    </Fact>
  );
}
