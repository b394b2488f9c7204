namespace EdgeKube.Cli.Get;

/// <summary>What <c>-o</c> asks for.</summary>
internal enum OutputFormat
{
    Table,
    Wide,
    Yaml,
    Json,
    Name,
    JsonPath,
    CustomColumns,
}
