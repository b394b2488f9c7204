using EdgeKube.Api;
using EdgeKube.Controller.Reconcilers.Garbage;

namespace EdgeKube.Controller.Tests.Reconcilers.Garbage;

public sealed class GarbagePlannerTests
{
    private static readonly ReplicaSet Owner = Build.ReplicaSet(1);

    [Theory]
    [InlineData("", "", false, "")]
    [InlineData("Solid", "", false, "")]
    [InlineData("Absent", "", false, "delete Background")]
    [InlineData("Absent,Solid", "", false, "drop 0")]
    [InlineData("Absent,Waiting", "", false, "delete Background")]
    [InlineData("Waiting", "", false, "delete Background")]
    [InlineData("Waiting", "", true, "delete Foreground")]
    [InlineData("Waiting,Solid", "", true, "drop 0")]
    [InlineData("Absent", "orphan", true, "delete Orphan")]
    [InlineData("Absent", "foregroundDeletion", true, "delete Foreground")]
    public void Plan_Living_FollowsItsOwners(string owners, string finalizer, bool hasDependents, string expected)
    {
        var states = owners.Split(',', StringSplitOptions.RemoveEmptyEntries).Select((state, i) => (state, i)).ToDictionary(pair => $"{pair.i}", pair => Enum.Parse<OwnerState>(pair.state));
        var set = Owner with { Metadata = Owner.Metadata with { Finalizers = finalizer.Length == 0 ? null : [finalizer] } };
        Assert.Equal(expected, Describe(GarbagePlanner.Plan(new(set, states, hasDependents ? [Build.Pod("p", Owner)] : []))));
    }

    [Theory]
    [InlineData("", true, "")]
    [InlineData("orphan", true, "drop r-uid; finalizer orphan")]
    [InlineData("orphan", false, "finalizer orphan")]
    [InlineData("foregroundDeletion", true, "")]
    [InlineData("foregroundDeletion", false, "finalizer foregroundDeletion")]
    [InlineData("example.com/hold", false, "")]
    public void Plan_BeingDeleted_SettlesItsDependents(string finalizer, bool hasDependents, string expected)
    {
        var set = finalizer.Length == 0 ? Build.Terminating(Owner) : Build.Terminating(Owner, finalizer);
        Assert.Equal(expected, Describe(GarbagePlanner.Plan(new(set, new Dictionary<string, OwnerState>(), hasDependents ? [Build.Pod("p", Owner)] : []))));
    }

    private static string Describe(IEnumerable<GarbageAction> actions) => string.Join("; ", actions.Select(action => action switch
    {
        GarbageAction.Delete delete => $"delete {delete.PropagationPolicy}",
        GarbageAction.DropOwners drop => $"drop {string.Join(',', drop.Uids)}",
        GarbageAction.RemoveFinalizer remove => $"finalizer {remove.Finalizer}",
        _ => "?",
    }));
}
