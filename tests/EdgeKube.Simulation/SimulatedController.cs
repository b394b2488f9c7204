using System.Text.Json;
using EdgeKube.Agent.Report;
using EdgeKube.Api;
using EdgeKube.Link;
using EdgeKube.Link.Sync;

namespace EdgeKube.Simulation;

/// <summary>The controller's end to one node: a durable store, whose backup may be restored, and a copy of the report that dies with the process.</summary>
internal sealed class SimulatedController
{
    private readonly World _world;
    private readonly HostileNetwork _network;
    private readonly Plant _plant;
    private readonly SimulatedNode _node;
    private readonly PodLedger _ledger;
    private readonly Clock _clock;
    private ClusterState _backup = ClusterState.Empty;
    private Shell _shell = null!;
    private ControllerLink _link = null!;
    private ViewVersion? _decided;
    private int _stores;

    public SimulatedController(World world, HostileNetwork network, Plant plant, SimulatedNode node, PodLedger ledger)
    {
        (_world, _network, _plant, _node, _ledger, _clock) = (world, network, plant, node, ledger, new(world));
        network.ToController = message => _shell.Step(new LinkEvent.Received(message.Channel, message.Payload));
        Start(newest: false);
    }

    public ClusterState Store { get; private set; } = ClusterState.Empty;

    public Dictionary<string, ReadOnlyMemory<byte>> Report { get; private set; } = [];

    public bool IsInConflict => _link.ConflictsWith is not null;

    public bool CanResolve => _link.IsActive && _link.CanAccept;

    public string State => $"controller: active {_link.IsActive}, view in sync {_link.IsViewInSync}, {Store.Version}, conflicts with {_link.ConflictsWith}";

    public void Disconnect() => _shell.Step(new LinkEvent.Disconnected());

    public void JumpClock() => _clock.Jump();

    /// <summary>A pod as it is wanted from now on; null: it is gone at once.</summary>
    public void Put(string key, Pod? pod)
    {
        if (pod is not null)
        {
            _ledger.Want(pod);
        }

        if (Store.Pods.TryGetValue(key, out var former) && (pod is null || pod.Uid != former.Uid || pod.Metadata.DeletionTimestamp is not null))
        {
            _ledger.End(former.Uid);
        }

        _world.Journal?.Invoke($"{_world.Now} asked for: {key} {pod?.Uid} {pod?.Metadata.DeletionTimestamp}");
        Store = Store.Put(key, pod);
        Tell(key, pod is null ? (ReadOnlyMemory<byte>?)null : ClusterState.Encode(pod));
        Revisit(key);
    }

    public void Put(string key, ReadOnlyMemory<byte>? content)
    {
        Store = Store.Put(key, content);
        Tell(key, content);
    }

    public void Backup() => _backup = Store;

    /// <summary>What was asked for may have been taken back by a backup.</summary>
    public bool WasRestored { get; private set; }

    /// <summary>The last backup takes the store's place: under the store's identity (a copied file), or under a new one.</summary>
    public void Restore(bool asNewStore)
    {
        WasRestored = true;
        foreach (var pod in Store.Pods.Values.Where(pod => !_backup.Pods.Values.Any(other => other.Uid == pod.Uid && other.Metadata.DeletionTimestamp is null)))
        {
            _ledger.End(pod.Uid);
        }

        foreach (var pod in _backup.Pods.Values)
        {
            _ledger.Want(pod);
        }

        Store = asNewStore ? _backup with { Epoch = $"store-{++_stores}" } : _backup;
        _backup = Store;

        // Whoever put it there knows; what the store knows of a conflict is what its backup knew.
        _node.MustWaitSince = null;
    }

    public void Restart(bool newest = false)
    {
        _world.Journal?.Invoke($"{_world.Now} controller of {_node.Name} restarts with {Store.Version}, marked {Store.IsMarked}");
        _shell.Kill();
        _decided = null;
        Report = [];
        Start(newest);
    }

    /// <summary>A person says that the node shall take this controller's view.</summary>
    public void Resolve()
    {
        _decided = _node.Disk.Image.Version;
        _node.MustWaitSince = null;
        _shell.Step(new LinkEvent.AcceptForeignView());
    }

    private void Tell(string key, ReadOnlyMemory<byte>? content) => _shell.Step(new LinkEvent.Changed([new(key, content)], Store.Revision));

    private void Start(bool newest)
    {
        var view = Store.View().Select(entry => new SetChange(entry.Key, entry.Value)).ToList();
        var known = _plant == Plant.PartialView ? view.Skip(view.Count / 2).ToList() : view;
        var options = newest ? Builds.Newest(_plant) : Builds.Any(_world, _plant);
        _link = new ControllerLink(_node.Name, Store.Version, known, options, Store.IsMarked, _world.Random.Next(1 << 24));
        var link = _link;
        var shell = _shell = new(_world, _clock, link.Step, Carry);
        if (known.Count < view.Count)
        {
            _world.After(3_000, () => shell.Step(new LinkEvent.Changed([.. Store.View().Select(entry => new SetChange(entry.Key, entry.Value))], Store.Revision)));
        }
    }

    private void Carry(LinkEffect effect)
    {
        if (effect is not LinkEffect.Send)
        {
            _world.Journal?.Invoke($"{_world.Now} controller of {_node.Name}, {Store.Version}: {effect}");
        }

        if (effect is LinkEffect.SessionStarted)
        {
            Report.Keys.Where(key => key.StartsWith("Pod/", StringComparison.Ordinal)).ToList().ForEach(Revisit);
        }

        switch (effect)
        {
            case LinkEffect.Send send:
                _network.Send(up: false, send);
                break;
            case LinkEffect.Apply apply:
                Write(apply);
                break;
            case LinkEffect.SessionStarted started when started.Peer.View is { } held && held == _node.ViewVersion && held != _decided && !Store.Version.MayFollow(held):
                _node.MustWaitSince ??= _world.Now;
                break;
            case LinkEffect.SessionStarted when !_link.IsConflictOpen:
            case LinkEffect.ConflictEnded:
                // As the condition of the Node.
                Store = Store with { IsMarked = false };
                break;
            case LinkEffect.Conflict:
                Store = Store with { IsMarked = _plant != Plant.ConflictForgotten };
                break;
            case LinkEffect.Rejected rejected:
                _network.Refused($"{_node.Name}: the controller", rejected.Why);
                break;
        }
    }

    private void Write(LinkEffect.Apply apply)
    {
        var (shell, report) = (_shell, Report);
        _world.After(_world.Random.Next(50), () =>
        {
            if (shell.IsDead)
            {
                return;
            }

            foreach (var upsert in apply.Upserts)
            {
                report[upsert.Key] = upsert.Content;
                TakeRemoval(upsert.Key, upsert.Content);
            }

            apply.Deletes.ToList().ForEach(key => report.Remove(key));
            shell.Step(new LinkEvent.Applied(apply.Token));
        });
    }

    // The node says nothing twice: what it said before the object changed may be the answer to the change.
    private void Revisit(string key)
    {
        if (_link.IsActive && Report.TryGetValue(key, out var content))
        {
            TakeRemoval(key, content);
        }
    }

    // The node has nothing left of a pod that was to end: the object may go.
    private void TakeRemoval(string key, ReadOnlyMemory<byte> content)
    {
        if (!Store.Pods.TryGetValue(key, out var pod) || pod.Metadata.DeletionTimestamp is null)
        {
            return;
        }

        var reported = JsonSerializer.Deserialize(content.Span, CoreJsonContext.Default.Pod)!;
        if (reported.Uid == pod.Uid && reported.Metadata.Annotations?.ContainsKey(NodeReport.RemovedAnnotation) is true)
        {
            Put(key, (Pod?)null);
        }
    }
}
