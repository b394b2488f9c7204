using EdgeKube.Controller.Api;
using EdgeKube.Controller.Reconcilers;

namespace EdgeKube.Controller.Tests.Reconcilers;

public sealed class ResourceKindTests
{
    [Fact]
    public void All_Kinds_AreThoseOfTheApi()
        => Assert.Equal(
            KindTable.All.Where(kind => kind.IsStored).Select(kind => (kind.Name, kind.IsNamespaced, kind.GroupResource)),
            ResourceKind.All.Select(kind => (kind.Kind, kind.Namespaced, kind.Resource)));
}
