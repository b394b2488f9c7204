namespace EdgeKube.Api;

/// <summary>Defaults of lifecycle hooks.</summary>
internal static class LifecycleDefaults
{
    public static Lifecycle? Apply(Lifecycle? lifecycle) => lifecycle is null ? null : lifecycle with
    {
        PostStart = Apply(lifecycle.PostStart),
        PreStop = Apply(lifecycle.PreStop),
    };

    private static LifecycleHandler? Apply(LifecycleHandler? hook) => hook is null ? null : hook with { HttpGet = ProbeDefaults.Apply(hook.HttpGet) };
}
