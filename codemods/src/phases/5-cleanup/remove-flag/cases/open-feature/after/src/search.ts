import { OpenFeature } from '@openfeature/server-sdk'

const client = OpenFeature.getClient()

export class Search {
	async run(text: string, userId: string): Promise<string> {
		return this.pooled(text);
	}

	async export(rows: string[]): Promise<string> {
		return rows.join("\n");
	}

	private pooled(text: string): string {
		return text;
	}

	private legacy(text: string): string {
		return text + text;
	}
}
