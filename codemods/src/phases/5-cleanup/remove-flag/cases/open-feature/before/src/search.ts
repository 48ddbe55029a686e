import { OpenFeature } from '@openfeature/server-sdk'

const client = OpenFeature.getClient()

export class Search {
	async run(text: string, userId: string): Promise<string> {
		const engine = await client.getStringValue("search-engine", "legacy", { targetingKey: userId });
		switch (engine) {
			case "pool":
				return this.pooled(text);
			default:
				return this.legacy(text);
		}
	}

	async export(rows: string[]): Promise<string> {
		return (await client.getBooleanValue("fast-export", false)) ? rows.join() : rows.join("\n");
	}

	private pooled(text: string): string {
		return text;
	}

	private legacy(text: string): string {
		return text + text;
	}
}
