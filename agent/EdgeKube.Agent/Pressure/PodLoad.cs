using EdgeKube.Api;

namespace EdgeKube.Agent.Pressure;

/// <summary>A running pod and what it uses of what runs short.</summary>
/// <param name="Containers">Name and use of each.</param>
internal sealed record PodLoad(Pod Pod, IReadOnlyList<(string Name, long Used)> Containers, long Used, long Requested)
{
    public bool IsExceeding => Used > Requested;

    public int Priority => Pod.Spec?.Priority ?? 0;
}
