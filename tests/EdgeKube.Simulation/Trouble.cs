using EdgeKube.Api;

namespace EdgeKube.Simulation;

/// <summary>Everything that may happen to a fleet: what people ask for, and what the world does.</summary>
internal sealed class Trouble(World world, IReadOnlyList<Member> members)
{
    private int _uids;

    public void Happen()
    {
        var member = members[world.Random.Next(members.Count)];
        switch (world.Random.Next(100))
        {
            case < 45:
                Ask(member.Controller);
                break;
            case < 72:
                Connection(member);
                break;
            case < 94:
                Machine(member);
                break;
            default:
                Controllers(member);
                break;
        }
    }

    private void Ask(SimulatedController controller)
    {
        var key = $"Pod/default/p{world.Random.Next(6)}";
        var pod = controller.Store.Pods.GetValueOrDefault(key);
        switch (world.Random.Next(100))
        {
            case < 35 when pod is null:
                controller.Put(key, Build(key));
                break;
            case < 12 when pod is not null:
                controller.Put(key, pod with { Metadata = pod.Metadata with { DeletionTimestamp = DateTimeOffset.UnixEpoch, DeletionGracePeriodSeconds = 30 } });
                break;
            case < 17 when pod is not null:
                controller.Put(key, (Pod?)null);
                break;
            case < 22 when pod is not null:
                // Deleted by force and made again under its name before the node heard of either.
                controller.Put(key, Build(key));
                break;
            case < 34 when pod is not null:
                controller.Put(key, With(pod, container => container with { Image = $"demo:{world.Random.Next(3)}" }));
                break;
            case < 60 when pod is not null:
                // A newer controller fills in a default, someone labels the pod: no reason to restart anything.
                controller.Put(key, With(
                    pod with { Metadata = pod.Metadata with { Labels = new Dictionary<string, string> { ["seen"] = $"{world.Random.Next(4)}" } } },
                    container => container with { TerminationMessagePolicy = "File" }));
                break;
            default:
                controller.Put($"ConfigMap/default/c{world.Random.Next(5)}", world.Chance(0.2) ? (ReadOnlyMemory<byte>?)null : Content());
                break;
        }
    }

    private static Pod With(Pod pod, Func<Container, Container> change) => pod with { Spec = pod.Spec! with { Containers = [.. pod.Spec.Containers.Select(change)] } };

    private Pod Build(string key) => new()
    {
        Metadata = new() { Name = key["Pod/default/".Length..], Namespace = "default", Uid = $"uid-{++_uids}", Generation = 1 },
        Spec = new()
        {
            RestartPolicy = "Always",
            NodeName = "n",
            Containers = [.. (world.Chance(0.7) ? new[] { "a" } : ["a", "b"]).Select(name => new Container { Name = name, Image = $"demo:{world.Random.Next(3)}" })],
        },
    };

    // Few small values, so that contents come back and digests meet old acquaintances; now and then one that travels in parts.
    private ReadOnlyMemory<byte> Content()
    {
        if (!world.Chance(0.15))
        {
            return new byte[] { (byte)world.Random.Next(4) };
        }

        var bytes = new byte[world.Random.Next(1_100, 5_000)];
        world.Random.NextBytes(bytes);
        return bytes;
    }

    private void Connection(Member member)
    {
        switch (world.Random.Next(100))
        {
            case < 15:
                member.Disconnect();
                break;
            case < 75 when !member.Network.Connected:
                member.Connect();
                break;
            case < 83:
                member.Network.Partitioned = true;
                break;
            default:
                member.Network.Partitioned = false;
                break;
        }
    }

    private void Machine(Member member)
    {
        switch (world.Random.Next(100))
        {
            case < 40:
                member.Node.CrashContainer();
                break;
            case < 60:
                member.Node.Restart();
                break;
            case < 75:
                member.Node.LosePower();
                break;
            case < 79:
                member.Node.WipeReplica();
                break;
            case < 90:
                member.Node.Clock.Jump();
                break;
            default:
                member.Controller.JumpClock();
                break;
        }
    }

    // One controller has one store and one process: what happens to it happens to its ends to all nodes.
    private void Controllers(Member member)
    {
        switch (world.Random.Next(100))
        {
            case < 40:
                All(m => m.RestartController());
                break;
            case < 65:
                All(m => m.Controller.Backup());
                break;
            case < 85:
                var asNewStore = world.Chance(0.5);
                All(m =>
                {
                    m.Controller.Restore(asNewStore);
                    m.RestartController();
                });
                break;
            case < 100 when member.Controller.IsInConflict && member.Controller.CanResolve:
                member.Controller.Resolve();
                break;
        }
    }

    private void All(Action<Member> action)
    {
        foreach (var member in members)
        {
            action(member);
        }
    }
}
