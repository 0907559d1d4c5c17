/** Starts what replicas share on their way to Graph. Loaded only with Redis. */
import { hash, randomUUID } from 'node:crypto';
import { channel } from '../../redis/channel.js';
import type { SharedRedis } from '../../redis/connect.js';
import { Subscription } from '../../redis/subscription.js';
import type { Logger } from '../../telemetry/logger.js';
import type { SharedPolicies } from '../policies/send-times.js';
import type { Pace } from '../policies/pacing.js';
import { isPaced, Paces } from '../policies/paces.js';
import { RedisCommands } from './commands.js';
import { Replicas } from './replicas.js';
import { SharedPace } from './shared-pace.js';
import { SharedPauses } from './shared-pauses.js';

const prefix = 'macos-software-update-gateway:';

/** The message of a gateway that has come or gone. */
const newReplica = 'replicas';

interface Options {
  /** Equal for gateways that Graph counts and throttles together: those of one application at one Graph. */
  readonly fleet: string;
  readonly pace: Pace;
  readonly logger: Logger;
  /** Gets the messages of the channel, those of pauses too. */
  readonly onOtherMessage: (message: string) => void;
}

export async function startShared(
  redis: SharedRedis,
  { fleet, pace, logger, onOtherMessage }: Options,
): Promise<SharedPolicies & { stop(): Promise<void> }> {
  const isOn = isPaced(pace);
  const commands = new RedisCommands(redis.client, redis.state);
  const id = randomUUID();
  const pauses = new SharedPauses(commands, { channel, id, fleet }, logger);
  const fleetName = hash('sha256', fleet, 'base64url').slice(0, 22);
  const replicas = new Replicas(commands, `${prefix}pace:{${fleetName}}:replicas`, id, () =>
    commands.publish(channel, newReplica),
  );
  const onMessage = (message: string): void => {
    if (message === newReplica) {
      if (isOn) void replicas.beat();
      return;
    }
    pauses.receive(message);
    onOtherMessage(message);
  };
  const subscription = new Subscription(redis, channel, onMessage, logger);
  await subscription.start();
  if (isOn) await replicas.start();
  const options = { prefix: `${prefix}pace:`, fleet, id, pace };
  return {
    pauses,
    pace: isOn ? new SharedPace(commands, new Paces(pace), replicas, options, logger) : undefined,
    async stop() {
      // First, or the message that this gateway leaves would make it announce itself again.
      subscription.stop();
      if (isOn) await replicas.stop();
    },
  };
}
