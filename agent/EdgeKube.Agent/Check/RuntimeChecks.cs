namespace EdgeKube.Agent.Check;

/// <summary>Can containerd run pods for us? Pure.</summary>
internal static class RuntimeChecks
{
    private const string Restart = "systemctl restart containerd";

    public static IEnumerable<Finding> Find(RuntimeFacts runtime, CgroupFacts cgroups) =>
        FindBlocking(runtime) is { } blocked ? [blocked] : FindDetails(runtime, cgroups);

    private static Finding? FindBlocking(RuntimeFacts runtime) => runtime switch
    {
        { CriIsDisabled: true } => Finding.Fail(
            "containerd",
            $"its CRI is switched off in {runtime.ConfigPath}, as Docker's packages ship it",
            $"there, take \"cri\" out of disabled_plugins = [\"cri\"], then {Restart}; Docker does not mind"),
        { SocketExists: false } => Finding.Fail("containerd", $"there is no {runtime.Socket}", "apt install containerd; systemctl enable --now containerd; or set containerdSocket in agent.yaml"),
        { HasNoCri: true } => Finding.Fail("containerd", "it answers, but without the CRI", $"see why in journalctl -u containerd; then {Restart}"),
        { Error: { } error } => Finding.Fail("containerd", $"does not answer: {error}", $"see journalctl -u containerd; then {Restart}"),
        _ => null,
    };

    private static IEnumerable<Finding> FindDetails(RuntimeFacts runtime, CgroupFacts cgroups)
    {
        yield return Finding.Ok("containerd", $"{runtime.Name} {runtime.Version}");
        if (runtime.Config is not { } config)
        {
            yield break;
        }

        yield return config.Snapshotter is "native"
            ? Finding.Warn("snapshotter", "native copies each image for each container", $"set snapshotter = \"overlayfs\" in {runtime.ConfigPath}, then {Restart}")
            : Finding.Ok("snapshotter", config.Snapshotter);
        yield return runtime switch
        {
            { MissingPlugins.Count: 0 } => Finding.Ok("cni", $"plugins in {config.CniBinDir}"),
            { PluginsAt: { } elsewhere } => Finding.Fail(
                "cni", $"{string.Join(", ", runtime.MissingPlugins)} not in {config.CniBinDir}, but in {elsewhere}", $"set bin_dir = \"{elsewhere}\" in {runtime.ConfigPath}, then {Restart}"),
            _ => Finding.Fail("cni", $"{string.Join(", ", runtime.MissingPlugins)} not in {config.CniBinDir}", "apt install containernetworking-plugins"),
        };
        yield return DriverOf(config, runtime, cgroups);
    }

    // Whoever makes the containers' cgroups makes the pods', too; the agent looks for it in the file, because containerd may not run yet when it starts.
    private static Finding DriverOf(RuntimeConfig config, RuntimeFacts runtime, CgroupFacts cgroups) => (config.UsesSystemdCgroups, runtime.AgentUsesSlices) switch
    {
        (true, true) => Finding.Ok("cgroup-driver", $"systemd on {cgroups.Version}: pods are slices"),
        (false, false) => Finding.Ok("cgroup-driver", $"cgroupfs on {cgroups.Version}"),
        (true, _) => Finding.Fail(
            "cgroup-driver", $"containerd lets systemd make cgroups, but {runtime.ConfigPath} does not say so, or systemd does not run this machine", $"set SystemdCgroup = false in {runtime.ConfigPath}, then {Restart} edgekube-agent"),
        _ => Finding.Fail("cgroup-driver", $"{runtime.ConfigPath} says SystemdCgroup = true, but containerd runs without it", $"{Restart} edgekube-agent"),
    };
}
