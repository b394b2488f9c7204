using EdgeKube.Api;
using EdgeKube.Cli.Apply;

namespace EdgeKube.Cli.Tests.Apply;

public sealed class ApplyErrorsTests
{
    [Fact]
    public void Lines_Invalid_NameFileLineObjectAndEveryField()
    {
        var item = new ApplyResultItem
        {
            Object = "deployment.apps/web",
            Namespace = "default",
            Result = "failed",
            Status = new ApiStatus
            {
                Reason = "Invalid",
                Message = "all in one",
                Details = new StatusDetails
                {
                    Causes = [new StatusCause { Field = "spec.a", Message = "Required value" }, new StatusCause { Field = "spec.b", Message = "Forbidden: no" }],
                },
            },
        };

        Assert.Equal(
            ["w.yaml:3: deployment \"default/web\": spec.a: Required value", "w.yaml:3: deployment \"default/web\": spec.b: Forbidden: no"],
            ApplyErrors.Lines(item, "w.yaml:3"));
    }

    [Fact]
    public void Lines_OtherFault_NameTheDocument() => Assert.Equal(
        ["w.yaml: document 2: kind: not known"],
        ApplyErrors.Lines(new ApplyResultItem { Object = "document 2", Result = "failed", Status = new ApiStatus { Reason = "BadRequest", Message = "kind: not known" } }, "w.yaml"));
}
