namespace EdgeKube.Simulation;

/// <summary>What must be true of a fleet that was left in peace, whatever happened to it before.</summary>
internal sealed class Invariants(World world, IReadOnlyList<Member> members, int seed)
{
    public int IdleReconnectBytes { get; private set; }

    public void Check()
    {
        foreach (var member in members)
        {
            CheckEqual(member);
            CheckPods(member);
        }

        CheckSilence();
        foreach (var member in members)
        {
            CheckReconnect(member);
            CheckAgentRestart(member);
        }
    }

    private void CheckEqual(Member member)
    {
        Holds(!member.Controller.IsInConflict, $"the conflict stays\n{member.State}");
        var view = member.Controller.Store.View().ToDictionary();
        var disk = member.Node.Disk.Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Content);
        Holds(Same(view, disk), $"the view differs: {Difference(view, disk)}\n{member.State}");
        Holds(Same(member.Node.Reported, member.Controller.Report), $"the report differs: {Difference(member.Node.Reported, member.Controller.Report)}\n{member.State}");
    }

    private void CheckPods(Member member)
    {
        var wanted = member.Controller.Store.Pods.Values.ToDictionary(pod => pod.Uid);
        foreach (var (key, uid) in member.Node.Runtime.Pods)
        {
            Holds(wanted.ContainsKey(uid), $"{key} ({uid}) is still there although nobody wants it\n{member.State}");
        }

        foreach (var pod in wanted.Values)
        {
            Holds(pod.Metadata.DeletionTimestamp is null, $"{pod.Name} was to end and did not\n{member.State}");
            if (member.Controller.WasRestored && member.Node.Disk.Statuses.GetValueOrDefault(pod.Uid)?.Status is { Phase: "Failed" or "Succeeded" })
            {
                // Its end had begun before a backup took the word back: a pod that ended stays so and says so, and its owner makes another.
                continue;
            }

            var running = member.Node.Runtime.Running(pod.Uid).Select(container => container.Name).Order(StringComparer.Ordinal);
            Holds(running.SequenceEqual(pod.Spec!.Containers.Select(container => container.Name)), $"{pod.Name}: only \"{string.Join(',', running)}\" runs\n{member.State}");
        }
    }

    private void CheckSilence()
    {
        var before = members.Sum(member => member.Network.Frames);
        world.Run(60 * 60_000);
        var said = members.Sum(member => member.Network.Frames) - before;
        Holds(said == 0, $"{said} frames in an hour in which nothing changed");
    }

    private void CheckReconnect(Member member)
    {
        var (frames, bytes) = (member.Network.Frames, member.Network.Bytes);
        member.Disconnect();
        member.Connect();
        world.Run(60_000);
        Holds(member.Network.Frames - frames == 2, $"{member.Network.Frames - frames} frames for a reconnect in which nothing changed");
        IdleReconnectBytes = Math.Max(IdleReconnectBytes, member.Network.Bytes - bytes);
    }

    // The agent begins anew with what is on its card: that must be all there is to it.
    private void CheckAgentRestart(Member member)
    {
        var (applies, starts) = (member.Node.Applies, member.Node.Runtime.Starts);
        member.Node.Restart();
        member.Connect();
        world.Run(60_000);
        Holds(member.Node.Applies == applies, "a view that was there was sent again after a restart of the agent");
        Holds(member.Node.Runtime.Starts == starts, "a container began because the agent did");
        CheckEqual(member);
    }

    private static bool Same(Dictionary<string, ReadOnlyMemory<byte>> one, Dictionary<string, ReadOnlyMemory<byte>> other) =>
        one.Count == other.Count && one.All(o => other.TryGetValue(o.Key, out var content) && content.Span.SequenceEqual(o.Value.Span));

    private static string Difference(Dictionary<string, ReadOnlyMemory<byte>> one, Dictionary<string, ReadOnlyMemory<byte>> other) =>
        string.Join(' ', one.Keys.Union(other.Keys).Where(key =>
            !one.TryGetValue(key, out var here) || !other.TryGetValue(key, out var there) || !here.Span.SequenceEqual(there.Span)));

    private void Holds(bool holds, string fault)
    {
        if (!holds)
        {
            throw new SimulationFault($"seed {seed}: {fault}");
        }
    }
}
