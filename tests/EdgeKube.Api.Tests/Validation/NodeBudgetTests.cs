namespace EdgeKube.Api.Tests.Validation;

public sealed class NodeBudgetTests
{
    [Theory]
    [InlineData("500Mi", 500L << 20)]
    [InlineData("64Ki", 64L << 10)]
    [InlineData("1G", 1_000_000_000L)]
    public void Find_Quantity_IsItsBytes(string text, long expected)
    {
        Assert.Equal(expected, NodeBudgets.Find(Annotations(NodeBudgets.LinkAnnotation, text), NodeBudgets.LinkAnnotation));
        Assert.Empty(Validator.Validate(Node(NodeBudgets.LinkAnnotation, text)));
    }

    [Theory]
    [InlineData("much")]
    [InlineData("")]
    [InlineData("-5Mi")]
    [InlineData("0")]
    [InlineData("1Ki")]
    [InlineData("5 Mi")]
    public void Validate_NoBudget_IsRefusedByName(string text)
    {
        foreach (var name in NodeBudgets.All)
        {
            var error = Assert.Single(Validator.Validate(Node(name, text)));
            Assert.Equal($"metadata.annotations[{name}]", error.Field);
            Assert.Null(NodeBudgets.Find(Annotations(name, text), name));
        }
    }

    private static Dictionary<string, string> Annotations(string name, string text) => new() { [name] = text };

    private static Node Node(string name, string text) => new() { Metadata = new() { Name = "n1", Annotations = Annotations(name, text) } };
}
