import { Skeleton } from '../ui/Skeleton';
import { CheckedFile } from './choose/CheckedFile';
import { ChooseFile } from './choose/ChooseFile';
import { ForgetButton } from './progress/ForgetButton';
import { RunningImport } from './progress/RunningImport';
import { cannotKeep } from './one-import';
import { useImport } from './use-import';

/** What is there of the one import of this browser. */
export function Import() {
  const { one, state } = useImport();
  switch (state.kind) {
    case 'opening':
      return <Skeleton label="Looking for an import that is not finished" />;
    case 'in another tab':
      return (
        <p className="note" role="status">
          The import is open in another tab. It goes on here once that tab leaves it.
        </p>
      );
    case 'cannot be read':
      return (
        <section className="failure" role="alert">
          <h2>The import cannot be opened</h2>
          <p>{cannotKeep}</p>
          <button type="button" onClick={() => void one.load()}>
            Try again
          </button>
        </section>
      );
    case 'of another person':
      return (
        <section className="card">
          <h2>An import of another person</h2>
          <p>
            This browser keeps an import of another account. It has to be forgotten before you start one of your own.
          </p>
          <div className="actions">
            <ForgetButton isUnfinished onForget={() => void one.forget()} />
          </div>
        </section>
      );
    case 'choosing':
      return <ChooseFile problems={state.problems} onChosen={(file) => void one.choose(file)} />;
    case 'reading':
      return <Skeleton label={`Reading ${state.fileName}`} />;
    case 'checked':
      return (
        <CheckedFile
          fileName={state.fileName}
          table={state.table}
          onStart={() => one.start()}
          onChooseAnother={() => one.chooseAnother()}
        />
      );
    case 'importing':
      return <RunningImport one={one} head={state.head} run={state.run} />;
  }
}
