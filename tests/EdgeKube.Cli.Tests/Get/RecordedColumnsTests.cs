using EdgeKube.Cli.Get;
using EdgeKube.Cli.Resources;

namespace EdgeKube.Cli.Tests.Get;

public sealed class RecordedColumnsTests
{
    // As a Kubernetes v1.36.2 serves its tables: name, then priority 1 for what -o wide adds.
    [Theory]
    [InlineData("pods", "Name Ready Status Restarts Age IP+ Node+ Nominated_Node+ Readiness_Gates+")]
    [InlineData("nodes", "Name Status Roles Age Version Internal-IP+ External-IP+ OS-Image+ Kernel-Version+ Container-Runtime+")]
    [InlineData("namespaces", "Name Status Age")]
    [InlineData("configmaps", "Name Data Age")]
    [InlineData("secrets", "Name Type Data Age")]
    [InlineData("deployments", "Name Ready Up-to-date Available Age Containers+ Images+ Selector+")]
    [InlineData("replicasets", "Name Desired Current Ready Age Containers+ Images+ Selector+")]
    [InlineData("events", "Last_Seen Type Reason Object Subobject+ Source+ Message First_Seen+ Count+ Name+")]
    public void Columns_OfEachKind_AreKubernetes(string plural, string recorded)
    {
        var columns = KindPrinters.Of(ResourceTypes.Find(plural)!).Columns;

        Assert.Equal(recorded.ToUpperInvariant(), string.Join(' ', columns.Select(column => column.Header.Replace(' ', '_') + (column.WideOnly ? "+" : ""))));
    }
}
