/** Several decorators of a field, a method or a property of a class, as one: from the first to the last. */
export function applyDecorators(
  ...decorators: readonly (MethodDecorator | PropertyDecorator)[]
): MethodDecorator & PropertyDecorator {
  return (target: object, property: string | symbol, descriptor?: unknown): void => {
    for (const decorate of decorators) (decorate as Decorate)(target, property, descriptor);
  };
}

type Decorate = (target: object, property: string | symbol, descriptor: unknown) => void;
