import type { FailingMacs } from '../api/use-failing-macs';
import { categoryInWords } from '../words/categories';
import { failuresByCategory } from './failures';
import { FailingFigure } from './FailingFigure';

export function CategoriesChart({ failing }: { readonly failing: FailingMacs }) {
  const data = [...failuresByCategory(failing.macs)].map(([category, value]) => ({
    key: category ?? 'unknown',
    label: categoryInWords(category),
    value,
  }));
  return <FailingFigure title="Failed updates by category" column="Category" failing={failing} data={data} />;
}
