using EdgeKube.Mqtt;

namespace EdgeKube.EndToEnd.Harness;

/// <summary>What happens to the messages of one direction. Seeded; one in three is mistreated.</summary>
public sealed class Mistreatment(int seed, Func<bool> hostile)
{
    private const int Remembered = 64;
    private readonly Random _random = new(seed);
    private readonly Lock _lock = new();
    private readonly Queue<MqttMessage> _past = new();
    private MqttMessage? _heldBack;

    public MistreatmentCounts Counts { get; private set; } = new(0, 0, 0, 0);

    /// <summary>What goes on instead of this message, in order.</summary>
    public IReadOnlyList<MqttMessage> Pass(MqttMessage message)
    {
        lock (_lock)
        {
            var passed = hostile() ? Mistreat(message) : [message];
            if (_heldBack is { } late && passed.Length > 0)
            {
                _heldBack = null;
                passed = [.. passed, late];
            }

            _past.Enqueue(message);
            if (_past.Count > Remembered)
            {
                _past.Dequeue();
            }

            return passed;
        }
    }

    private MqttMessage[] Mistreat(MqttMessage message)
    {
        switch (_random.Next(12))
        {
            case 0:
                Counts = Counts with { Dropped = Counts.Dropped + 1 };
                return [];
            case 1:
                Counts = Counts with { Doubled = Counts.Doubled + 1 };
                return [message, message];
            case 2 when _heldBack is null:
                Counts = Counts with { Reordered = Counts.Reordered + 1 };
                _heldBack = message;
                return [];
            case 3 when _past.Count > 0:
                Counts = Counts with { Replayed = Counts.Replayed + 1 };
                return [_past.ElementAt(_random.Next(_past.Count)), message];
            default:
                return [message];
        }
    }
}
