using EdgeKube.Link;
using EdgeKube.Link.Sync;

namespace EdgeKube.Simulation;

/// <summary>The controller's end to one node: a durable truth, and a copy of the report that dies with the process.</summary>
internal sealed class SimulatedController
{
    private readonly World _world;
    private readonly HostileNetwork _network;
    private readonly string _name;
    private Shell _shell = null!;
    private ControllerLink _link = null!;
    private long _revision;

    public SimulatedController(World world, HostileNetwork network, string name)
    {
        (_world, _network, _name) = (world, network, name);
        network.ToController = message => _shell.Step(new LinkEvent.Received(message.Channel, message.Payload));
        Start();
    }

    public Dictionary<string, ReadOnlyMemory<byte>> Truth { get; } = [];

    public Dictionary<string, ReadOnlyMemory<byte>> Report { get; private set; } = [];

    public string State => $"controller: active {_link.IsActive}, view in sync {_link.IsViewInSync}";

    public void Disconnect() => _shell.Step(new LinkEvent.Disconnected());

    public void Change(string key, ReadOnlyMemory<byte>? content)
    {
        _revision++;
        if (content is { } value)
        {
            Truth[key] = value;
        }
        else
        {
            Truth.Remove(key);
        }

        _shell.Step(new LinkEvent.Changed([new(key, content)], _revision));
    }

    public void Restart()
    {
        _shell.Kill();
        Report = [];
        Start();
    }

    private void Start()
    {
        _link = new ControllerLink(_name, new("store-1", _revision), Truth.Select(t => new SetChange(t.Key, t.Value)), new LinkOptions { Version = "0.1.0" });
        _shell = new(_world, _link.Step, Carry);
    }

    private void Carry(LinkEffect effect)
    {
        switch (effect)
        {
            case LinkEffect.Send send:
                _network.Send(up: false, send);
                break;
            case LinkEffect.Apply apply:
                Write(apply);
                break;
            case LinkEffect.Conflict conflict:
                throw new SimulationFault($"{_name}: conflict {conflict}");
            case LinkEffect.Rejected rejected:
                throw new SimulationFault($"{_name}: controller rejected: {rejected.Why}");
        }
    }

    private void Write(LinkEffect.Apply apply)
    {
        var shell = _shell;
        var report = Report;
        _world.After(_world.Random.Next(50), () =>
        {
            if (shell.IsDead)
            {
                return;
            }

            apply.Upserts.ToList().ForEach(u => report[u.Key] = u.Content);
            apply.Deletes.ToList().ForEach(key => report.Remove(key));
            shell.Step(new LinkEvent.Applied(apply.Token));
        });
    }
}
