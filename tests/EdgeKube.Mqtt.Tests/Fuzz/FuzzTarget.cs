using System.Buffers;

namespace EdgeKube.Mqtt.Tests.Fuzz;

/// <summary>What is fuzzed: reads packets until the input is used up or refused; returns how many it read.</summary>
internal delegate int FuzzTarget(ReadOnlySequence<byte> input, MqttPeer sender, MqttProtocolVersion version);
