import { type sendUnaryData, type ServerUnaryCall, status } from '@grpc/grpc-js';
import { ClusterInfo, EndPoint, MemberInfo } from '@eventstore/db-client/generated/gossip_pb';
import { SupportedMethod, SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb';
import { type Empty, UUID } from '@eventstore/db-client/generated/shared_pb';
import type { Member } from './faults';
import type { EsdbNode } from './node';
import { rpcError, unavailable } from './wire';

const STREAMS = 'event_store.client.streams.streams';

/** What a 23.10.8 node lists, as far as this server serves it. */
const METHODS: [service: string, method: string, features: string[]][] = [
  [STREAMS, 'read', ['position', 'events']],
  [STREAMS, 'append', []],
  [STREAMS, 'delete', []],
  [STREAMS, 'tombstone', []],
  [STREAMS, 'batchappend', ['deadline_duration']],
  ['event_store.client.gossip.gossip', 'read', []],
  ['event_store.client.server_features.serverfeatures', 'getsupportedmethods', []],
];

/** Asked once for each connection, before the first append. */
export function serveServerFeatures(node: EsdbNode) {
  return (_call: ServerUnaryCall<Empty, SupportedMethods>, callback: sendUnaryData<SupportedMethods>): void => {
    node.seen.serverFeatures += 1;
    const fault = node.faults.features.take();
    if (fault === 'silence') return;
    if (fault === 'unavailable') return callback(unavailable());
    if (fault === 'broken') return callback(rpcError(status.UNKNOWN, 'Exception was thrown by handler.'));
    const methods = METHODS.map(([service, method, features]) =>
      new SupportedMethod().setServiceName(service).setMethodName(method).setFeaturesList(features),
    );
    callback(null, new SupportedMethods().setMethodsList(methods).setEventStoreServerVersion('23.10.8'));
  };
}

/** Asked by a client that was given several hosts, or esdb+discover. */
export function serveGossip(node: EsdbNode) {
  return (_call: ServerUnaryCall<Empty, ClusterInfo>, callback: sendUnaryData<ClusterInfo>): void => {
    node.seen.gossip += 1;
    if (node.faults.gossip.take() === 'fail') return callback(unavailable());
    const alone: Member[] = [{ host: '127.0.0.1', port: node.port, state: 'leader' }];
    const members = node.faults.members ?? alone;
    callback(null, new ClusterInfo().setMembersList(members.map(toMemberInfo)));
  };
}

const STATES = {
  leader: MemberInfo.VNodeState.LEADER,
  follower: MemberInfo.VNodeState.FOLLOWER,
  unknown: MemberInfo.VNodeState.UNKNOWN,
};

function toMemberInfo({ host, port, state, alive = true }: Member): MemberInfo {
  const member = new MemberInfo();
  member.setInstanceId(new UUID().setString(crypto.randomUUID()));
  member.setTimeStamp(String(BigInt(Date.now()) * 10_000n));
  member.setState(STATES[state]);
  member.setIsAlive(alive);
  member.setHttpEndPoint(new EndPoint().setAddress(host).setPort(port));
  return member;
}
