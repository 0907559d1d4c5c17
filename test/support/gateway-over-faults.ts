/** A gateway over the emulated Graph with a proxy in between that adds faults to calls. */
import { afterEach } from '@jest/globals';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../src/emulator/graph/index.js';
import { faultyGraph, type FaultyGraph, type Plan } from './faulty-graph.js';
import { gatewayOver, type TestGateway } from './start.js';

export interface GatewayOverFaults {
  readonly emulator: Emulator;
  readonly graph: FaultyGraph;
  readonly gateway: TestGateway;
}

/** What a test adds here is stopped after it, in this order. */
export function stoppedAfterEach(): { stop(): unknown }[] {
  const running: { stop(): unknown }[] = [];
  afterEach(async () => {
    for (const each of running.splice(0)) await each.stop();
  });
  return running;
}

export async function gatewayOverFaults(
  running: { stop(): unknown }[],
  plan: Plan,
  environment: Record<string, string> = {},
  options: EmulatorOptions = {},
): Promise<GatewayOverFaults> {
  const emulator = await startEmulator(options);
  const graph = await faultyGraph(emulator, plan);
  const gateway = await gatewayOver(graph.url, environment);
  running.push(gateway, graph, emulator);
  return { emulator, graph, gateway };
}
